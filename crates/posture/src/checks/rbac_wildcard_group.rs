use crate::prelude::*;
use crate::rbac::{WRITE, any_role};

pub(super) static CHECK: Check = Check {
    id: "rbac-wildcard-group",
    title: "A rule names a resource in every API group",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Name the API groups that the resources belong to.",
    techniques: &["T1098.006"],
    aliases: &[],
    page: include_str!("rbac_wildcard_group.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    any_role(o, |index, role| {
        let rule = index.rules_of(role).find(|rule| {
            let every_group = index.texts(&rule.words.groups).any(|group| group == "*");
            let named = index.texts(&rule.words.resources).any(|resource| !resource.starts_with('*'));
            let wild = index.texts(&rule.words.resources).any(|resource| resource == "*");
            every_group && named && !wild && WRITE.iter().any(|verb| index.covers_verb(rule, verb))
        })?;
        let named: Vec<&str> = index.texts(&rule.words.resources).collect();
        Some((rule, format!("changes {} of every API group", named.join(", "))))
    })
}

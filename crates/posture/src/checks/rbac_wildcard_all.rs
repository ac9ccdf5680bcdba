use crate::prelude::*;
use crate::rbac::any_role;

pub(super) static CHECK: Check = Check {
    id: "rbac-wildcard-all",
    title: "Role allows every verb on every resource",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "List the verbs and the resources that the holders use.",
    techniques: &["T1098.006"],
    aliases: &[
        "kubescape:C-0187",
        "trivy:KSV-0044",
        "kube-linter:wildcard-in-rules",
        "checkov:CKV_K8S_49",
        "prowler:rbac_minimize_wildcard_use_roles",
    ],
    page: include_str!("rbac_wildcard_all.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    any_role(o, |index, role| {
        let star = |words| index.texts(words).any(|word| word == "*");
        let rule =
            index.rules_of(role).find(|rule| star(&rule.words.verbs) && star(&rule.words.resources))?;
        let groups: Vec<&str> = index.texts(&rule.words.groups).collect();
        let says = match groups.as_slice() {
            groups if groups.contains(&"*") => "in every API group".to_owned(),
            groups => format!("in the API groups {groups:?}"),
        };
        Some((rule, format!("allows every verb on every resource {says}")))
    })
}

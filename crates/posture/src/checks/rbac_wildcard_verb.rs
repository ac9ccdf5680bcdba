use crate::prelude::*;
use crate::rbac::any_role;

pub(super) static CHECK: Check = Check {
    id: "rbac-wildcard-verb",
    title: "Role allows every verb on a resource",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Replace the * among the verbs by the verbs that the holders use.",
    techniques: &[],
    aliases: &["trivy:KSV-0045", "kubescape:C-0187", "kube-linter:wildcard-in-rules"],
    page: include_str!("rbac_wildcard_verb.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    any_role(o, |index, role| {
        let star = |words| index.texts(words).any(|word| word == "*");
        let rule = index.rules_of(role).find(|rule| {
            let words = &rule.words;
            star(&words.verbs) && !words.resources.is_empty() && !star(&words.resources)
        })?;
        let resources: Vec<&str> = index.texts(&rule.words.resources).collect();
        Some((rule, format!("allows every verb on {}", resources.join(", "))))
    })
}

use crate::prelude::*;
use crate::rbac::{PUBLIC_INFO, is_harmless, positions};
use holdfast_inventory::Sym;
use holdfast_rbac::{Index, Role, Rule};

pub(super) static CHECK: Check = Check {
    id: "anonymous-bound",
    title: "Rights are bound to callers without a credential",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove system:anonymous and system:unauthenticated from the subjects, and set --anonymous-auth=false.",
    techniques: &["T1078"],
    aliases: &["kubescape:C-0262", "trivy:KSV-0122", "kubesec:BindingsToSystemAnonymous"],
    page: include_str!("anonymous_bound.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let index = o.cx.rbac();
    let Some(binding) = index.binding_of(o.object) else { return Verdict::NotApplicable };
    let found = positions(index, binding, |subject| {
        subject == "User system:anonymous" || subject == "Group system:unauthenticated"
    });
    let role = binding.role.map(|id| index.role(id));
    if found.is_empty() || role.is_some_and(|role| is_public(index, role)) {
        return Verdict::Pass;
    }
    let what = role.map_or_else(|| "a role that is not known".to_owned(), ToString::to_string);
    let hits = found.into_iter().map(|(pointer, subject)| {
        let message = format!("gives {what} to everybody who reaches the API server, without any credential");
        let hit = Hit::at(pointer, message).value(&subject).key(subject);
        if role.is_some() { hit } else { hit.confidence(Confidence::Medium) }
    });
    Verdict::Fail(hits.collect())
}

/// What clusters give to everybody by default: health and version, and kubeadm's cluster-info.
fn is_public(index: &Index<'_>, role: &Role<'_>) -> bool {
    let only = |words: &[Sym], text: &str| index.texts(words).all(|word| word == text);
    let joins = |rule: &Rule| {
        let words = &rule.words;
        only(&words.verbs, "get")
            && only(&words.resources, "configmaps")
            && !words.names.is_empty()
            && only(&words.names, "cluster-info")
    };
    is_harmless(index, role, PUBLIC_INFO)
        || (role.namespace == "kube-public" && index.rules_of(role).all(joins))
}

use crate::prelude::*;
use crate::rbac::{is_default, positions};

pub(super) static CHECK: Check = Check {
    id: "default-sa-bound",
    title: "A default service account is bound to a role",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Make a service account for the workload that needs the role, and bind that.",
    techniques: &["T1078"],
    aliases: &["kubescape:C-0189", "checkov:CKV_K8S_42"],
    page: include_str!("default_sa_bound.md"),
    needs: &[],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let index = o.cx.rbac();
    let Some(binding) = index.binding_of(o.object).filter(|_| !is_default(o.object)) else {
        return Verdict::NotApplicable;
    };
    let found = positions(index, binding, |subject| {
        subject.strip_prefix("ServiceAccount ").is_some_and(|account| account.ends_with("/default"))
    });
    let hits = found.into_iter().map(|(pointer, subject)| {
        let message =
            format!("binds {subject}: every pod of that namespace that names no account gets the rights");
        Hit::at(pointer, message).value(&subject).key(subject)
    });
    Verdict::of(hits.collect())
}

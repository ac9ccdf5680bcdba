use crate::prelude::*;
use crate::rbac::{is_default, positions};

pub(super) static CHECK: Check = Check {
    id: "masters-bound",
    title: "system:masters is used as a subject",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove system:masters from the subjects; bind a group of the identity provider.",
    techniques: &["T1078"],
    aliases: &["kubescape:C-0246", "trivy:KSV-0123"],
    page: include_str!("masters_bound.md"),
    needs: &[],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let index = o.cx.rbac();
    let Some(binding) = index.binding_of(o.object).filter(|_| !is_default(o.object)) else {
        return Verdict::NotApplicable;
    };
    let found = positions(index, binding, |subject| subject == "Group system:masters");
    let hits = found.into_iter().map(|(pointer, subject)| {
        let message = "relies on system:masters, whose members pass every authorizer and cannot be revoked";
        Hit::at(pointer, message).value(&subject).key(subject)
    });
    Verdict::of(hits.collect())
}

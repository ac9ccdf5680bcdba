use crate::prelude::*;
use crate::rbac::{DISCOVERY, is_harmless, positions, unresolved};

pub(super) static CHECK: Check = Check {
    id: "authenticated-bound",
    title: "Every authenticated caller holds more than discovery",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Bind the role to the group that needs it instead of system:authenticated.",
    techniques: &["T1078"],
    aliases: &["kubescape:C-0265", "trivy:KSV-01011"],
    page: include_str!("authenticated_bound.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let index = o.cx.rbac();
    let Some(binding) = index.binding_of(o.object) else { return Verdict::NotApplicable };
    let found = positions(index, binding, |subject| subject == "Group system:authenticated");
    if found.is_empty() {
        return Verdict::Pass;
    }
    let Some(role) = binding.role.map(|id| index.role(id)) else { return unresolved(o.cx) };
    if is_harmless(index, role, DISCOVERY) {
        return Verdict::Pass;
    }
    let hits = found.into_iter().map(|(pointer, subject)| {
        let message = format!("gives {role} to every user and every service account");
        Hit::at(pointer, message).value(&subject).key(subject)
    });
    Verdict::Fail(hits.collect())
}

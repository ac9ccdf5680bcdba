use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "rbac-binding-dangling",
    title: "Binding refers to a role that is not there",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Delete the binding, or create the role it was meant for.",
    techniques: &["T1098.006"],
    aliases: &[],
    page: include_str!("rbac_binding_dangling.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let index = o.cx.rbac();
    let Some(binding) = index.binding_of(o.object) else { return Verdict::NotApplicable };
    if binding.role.is_some() {
        return Verdict::Pass;
    }
    if o.cx.from_files() {
        return Verdict::NotAssessed("the role may exist in the cluster");
    }
    let kind = binding.role_kind.map_or("role", holdfast_rbac::RoleKind::as_str);
    let name = index.text(binding.role_name);
    let message =
        format!("grants nothing until somebody creates the {kind} {name}, and then whatever that says");
    Hit::at("/roleRef", message).value(format!("{kind} {name}")).into()
}

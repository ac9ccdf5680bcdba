use crate::prelude::*;
use crate::rbac::{is_default, is_held};

pub(super) static CHECK: Check = Check {
    id: "rbac-role-unused",
    title: "Role is bound to nobody",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Delete the role, or bind it to those it was written for.",
    techniques: &["T1069"],
    aliases: &[],
    page: include_str!("rbac_role_unused.md"),
    needs: &["ClusterRole", "ClusterRoleBinding", "RoleBinding"],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let index = o.cx.rbac();
    let Some(role) = index.role_of(o.object).filter(|_| !is_default(o.object)) else {
        return Verdict::NotApplicable;
    };
    if o.cx.from_files() {
        return Verdict::NotAssessed("its bindings may exist in the cluster");
    }
    if is_held(index, role) {
        return Verdict::Pass;
    }
    Hit::at("", "nobody is bound to it, and nobody reviews it").into()
}

use crate::prelude::*;
use crate::rbac::{RBAC, Right, WRITE, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-manage-rbac",
    title: "Role may write roles or bindings",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the write verbs on RBAC objects; change roles and bindings through the pipeline alone.",
    techniques: &["T1098.006"],
    aliases: &["trivy:KSV-0050"],
    page: include_str!("rbac_manage_rbac.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(
    WRITE,
    &[(RBAC, "roles"), (RBAC, "rolebindings"), (RBAC, "clusterroles"), (RBAC, "clusterrolebindings")],
);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders change who may do what")
}

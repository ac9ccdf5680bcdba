use crate::prelude::*;
use crate::rbac::{bound, is_admin};

pub(super) static CHECK: Check = Check {
    id: "cluster-admin-bound",
    title: "Every right is bound to a subject outside the system",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Bind a role with only the verbs and resources the subject uses; keep cluster-admin for break-glass access.",
    techniques: &["T1078"],
    aliases: &[
        "kubescape:C-0035",
        "kubescape:C-0185",
        "trivy:KSV-0111",
        "kube-linter:cluster-admin-role-binding",
        "polaris:clusterrolebindingClusterAdmin",
        "polaris:rolebindingClusterAdminClusterRole",
        "polaris:rolebindingClusterAdminRole",
        "prowler:rbac_cluster_admin_usage",
        "rbac-police:cluster_admin",
    ],
    page: include_str!("cluster_admin_bound.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let bound = match bound(o) {
        Ok(bound) => bound,
        Err(verdict) => return verdict,
    };
    if !is_admin(o.cx.rbac(), bound.role) {
        return Verdict::Pass;
    }
    bound.hit(o.cx, format!("grants every right {} through {}", bound.scope(), bound.role)).into()
}

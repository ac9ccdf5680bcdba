use crate::prelude::*;
use crate::rbac::account_hit;

pub(super) static CHECK: Check = Check {
    id: "workload-admin-role",
    title: "Pod holds an administrative role",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Bind the workload's account to a role with only the rights it uses.",
    techniques: &["T1078"],
    aliases: &["kubescape:C-0272"],
    page: include_str!("workload_admin_role.md"),
    needs: &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ServiceAccount"],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    account_hit(pod, "administers", |power| power.admin.as_ref())
}

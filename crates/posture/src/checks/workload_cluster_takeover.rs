use crate::prelude::*;
use crate::rbac::account_hit;

pub(super) static CHECK: Check = Check {
    id: "workload-cluster-takeover",
    title: "Pod can reach cluster-admin through its account",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the right named in the evidence from the workload's account, or take its token away.",
    techniques: &["T1098.006"],
    aliases: &["kubescape:C-0267"],
    page: include_str!("workload_cluster_takeover.md"),
    needs: &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ServiceAccount"],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    account_hit(pod, "can take over the cluster", |power| power.takeover.as_ref())
}

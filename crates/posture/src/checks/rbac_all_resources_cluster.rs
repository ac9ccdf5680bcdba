use crate::prelude::*;
use crate::rbac::writes_everything;

pub(super) static CHECK: Check = Check {
    id: "rbac-all-resources-cluster",
    title: "ClusterRole may write every resource",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "List the resources that the holders change; keep * for reading at most.",
    techniques: &[],
    aliases: &["trivy:KSV-0046", "kubescape:C-0187"],
    page: include_str!("rbac_all_resources_cluster.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    writes_everything(o, "across the cluster")
}

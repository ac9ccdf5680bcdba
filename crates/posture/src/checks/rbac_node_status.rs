use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-node-status",
    title: "ClusterRole may write the status of nodes",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove nodes/status: kubelets and the node controller alone write it.",
    techniques: &["T1557"],
    aliases: &["rbac-police:modify_node_status"],
    page: include_str!("rbac_node_status.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["update", "patch"], &[("", "nodes/status")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders redirect requests to kubelets")
}

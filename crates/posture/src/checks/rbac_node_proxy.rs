use crate::prelude::*;
use crate::rbac::{Names, Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-node-proxy",
    title: "ClusterRole may reach the kubelet API",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Replace nodes/proxy by nodes/metrics, nodes/stats or nodes/log, whichever is read.",
    techniques: &["T1609"],
    aliases: &[
        "kubescape:C-0279",
        "trivy:KSV-0047",
        "checkov:CKV2_K8S_2",
        "prowler:rbac_minimize_node_proxy_subresource_access",
        "rbac-police:nodes_proxy",
    ],
    page: include_str!("rbac_node_proxy.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["get", "create"], &[("", "nodes/proxy")]).names(Names::Any);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders give orders to kubelets")
}

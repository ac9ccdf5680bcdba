use crate::prelude::*;
use crate::rbac::{Right, WRITE, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-manage-network",
    title: "Role may change the network of workloads",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the write verbs on services, endpoints, ingresses and network policies, or limit them by resourceNames.",
    techniques: &["T1557"],
    aliases: &["trivy:KSV-0056"],
    page: include_str!("rbac_manage_network.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(
    WRITE,
    &[
        ("", "services"),
        ("", "endpoints"),
        ("discovery.k8s.io", "endpointslices"),
        ("networking.k8s.io", "ingresses"),
        ("networking.k8s.io", "networkpolicies"),
        ("extensions", "ingresses"),
        ("extensions", "networkpolicies"),
    ],
);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders redirect or open traffic")
}

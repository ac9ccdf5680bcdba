use holdfast_inventory::view::Node;

use crate::node_risks::numbers;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "containerd-cve-2022-23648",
    title: "Node runs a containerd open to CVE-2022-23648",
    severity: Severity::High,
    confidence: Confidence::Medium,
    fix: "Update containerd to 1.4.13, 1.5.10, 1.6.1 or later.",
    techniques: &["T1611"],
    aliases: &["kubescape:C-0087"],
    page: include_str!("containerd_cve_2022_23648.md"),
    needs: &[],
    judge: Judge::Object(&["Node"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(node) = o.object.view::<Node<'_>>() else { return Verdict::NotApplicable };
    let runtime = node.status.node_info.container_runtime_version.as_str();
    let Some(version) = runtime.strip_prefix("containerd://") else {
        return if runtime.is_empty() {
            Verdict::NotAssessed("the node does not say which container runtime it has")
        } else {
            Verdict::NotApplicable
        };
    };
    let Some((numbers, _)) = numbers(version) else {
        return Verdict::NotAssessed("the version of the node's containerd has no number");
    };
    if is_repaired(numbers) {
        return Verdict::Pass;
    }
    let message = format!("runs containerd {version}: an image can read any file of the node");
    Hit::at("/status/nodeInfo/containerRuntimeVersion", message).value(runtime).into()
}

/// Source: <https://github.com/containerd/containerd/security/advisories/GHSA-crp2-qrr5-8pq7>.
fn is_repaired(version: [u32; 3]) -> bool {
    match version {
        [0, ..] | [1, 0..=3, _] => false,
        [1, 4, patch] => patch >= 13,
        [1, 5, patch] => patch >= 10,
        [1, 6, patch] => patch >= 1,
        _ => true,
    }
}

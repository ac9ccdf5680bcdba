use holdfast_inventory::Object;
use holdfast_inventory::view::{Container, List};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "cni-without-netpol",
    title: "Network plugin does not enforce NetworkPolicy",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    fix: "Install a network plugin that enforces NetworkPolicy, or switch enforcement on in the one that is installed.",
    techniques: &[],
    aliases: &["kubescape:C-0205", "kubescape:C-0230", "kubescape:C-0240"],
    page: include_str!("cni_without_netpol.md"),
    needs: &["DaemonSet", "Node"],
    judge: Judge::Cluster(judge),
};

/// DaemonSets of plugins that enforce policies.
static ENFORCING: &[&str] = &[
    "anetd",
    "antrea-agent",
    "azure-npm",
    "calico-node",
    "canal",
    "cilium",
    "kube-ovn-cni",
    "kube-router",
    "nsx-node-agent",
    "ovnkube-node",
    "ovs-node",
    "rke2-canal",
    "romana-agent",
    "weave-net",
];
/// DaemonSets of plugins that only connect pods.
static CONNECTING: &[&str] = &["azure-cns", "kube-flannel", "kube-flannel-ds", "kube-flannel-ds-amd64"];

fn judge(cx: &Cx<'_>) -> Verdict {
    let sets = || cx.snapshot().of_kind("DaemonSet").filter(|o| o.group() == "apps");
    if sets().any(|set| ENFORCING.contains(&set.name())) || runs_k3s(cx) {
        return Verdict::Pass;
    }
    if let Some(agent) = sets().find(|set| set.name() == "aws-node") {
        return aws(agent);
    }
    match sets().find(|set| CONNECTING.contains(&set.name())) {
        Some(set) => hit(set, "connects pods and ignores NetworkPolicy objects"),
        None => Verdict::NotAssessed("no network plugin was recognised"),
    }
}

fn hit(set: Object<'_>, what: &str) -> Verdict {
    let name = format!("{}/{}", set.namespace(), set.name());
    Hit::at("", format!("the network plugin {name} {what}")).value(name).into()
}

/// k3s brings a policy controller inside its own process.
fn runs_k3s(cx: &Cx<'_>) -> bool {
    cx.estate.nodes().iter().any(|n| n.view.status.node_info.kubelet_version.contains("+k3s"))
}

/// The VPC plugin enforces policies in a second container, when it is told to.
fn aws(agent: Object<'_>) -> Verdict {
    let containers =
        agent.view_at::<List<Container<'_>>>("/spec/template/spec/containers").unwrap_or_default();
    let enforces =
        containers.iter().flat_map(|c| c.args.iter()).any(|a| *a == "--enable-network-policy=true");
    if enforces { Verdict::Pass } else { hit(agent, "runs with its network policy agent switched off") }
}

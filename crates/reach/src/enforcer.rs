//! Who enforces policies: without an enforcer they are paper.

use holdfast_inventory::view::{Container, List, Node};
use holdfast_inventory::{Object, Snapshot};

/// What the estate shows of its network plugin.
#[derive(Clone, Debug, PartialEq)]
pub enum Enforcer<'s> {
    /// A plugin that enforces policies, `namespace/name` of its DaemonSet, or `k3s`.
    Enforces(String),
    /// A plugin that does not, and why.
    Ignores(Object<'s>, &'static str),
    /// No plugin was recognised.
    Unknown,
}

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

/// Looks for a network plugin among the DaemonSets and nodes.
pub fn enforcer(snapshot: &Snapshot) -> Enforcer<'_> {
    let sets = || snapshot.of_kind("DaemonSet").filter(|o| o.group() == "apps");
    let name = |set: Object<'_>| format!("{}/{}", set.namespace(), set.name());
    if let Some(set) = sets().find(|set| ENFORCING.contains(&set.name())) {
        return Enforcer::Enforces(name(set));
    }
    if runs_k3s(snapshot) {
        return Enforcer::Enforces("k3s".to_owned());
    }
    if let Some(agent) = sets().find(|set| set.name() == "aws-node") {
        if aws_enforces(agent) {
            return Enforcer::Enforces(name(agent));
        }
        return Enforcer::Ignores(agent, "runs with its network policy agent switched off");
    }
    match sets().find(|set| CONNECTING.contains(&set.name())) {
        Some(set) => Enforcer::Ignores(set, "connects pods and ignores NetworkPolicy objects"),
        None => Enforcer::Unknown,
    }
}

/// k3s brings a policy controller inside its own process.
fn runs_k3s(snapshot: &Snapshot) -> bool {
    let mut nodes = snapshot.of_kind("Node").filter_map(Object::view::<Node<'_>>);
    nodes.any(|node| node.status.node_info.kubelet_version.contains("+k3s"))
}

/// The VPC plugin enforces policies in a second container, when it is told to.
fn aws_enforces(agent: Object<'_>) -> bool {
    let containers =
        agent.view_at::<List<Container<'_>>>("/spec/template/spec/containers").unwrap_or_default();
    containers.iter().flat_map(|c| c.args.iter()).any(|a| *a == "--enable-network-policy=true")
}

//! Which network policies select a pod, and what they leave open. Ports and pairs of pods are another crate's question.

use std::net::IpAddr;

use holdfast_inventory::view::{NetworkPolicy, PolicyPeer};
use holdfast_inventory::{Estate, Object, PodFacts, Typed};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::pod_index::{PodIndex, PodKey, namespace_of};

/// Policy kinds of network plugins and of the cluster-wide policy API: group, kind, acts on one namespace only.
static OTHER_POLICIES: &[(&str, &str, bool)] = &[
    ("cilium.io", "CiliumNetworkPolicy", true),
    ("cilium.io", "CiliumClusterwideNetworkPolicy", false),
    ("crd.projectcalico.org", "NetworkPolicy", true),
    ("crd.projectcalico.org", "GlobalNetworkPolicy", false),
    ("projectcalico.org", "NetworkPolicy", true),
    ("projectcalico.org", "GlobalNetworkPolicy", false),
    ("crd.antrea.io", "NetworkPolicy", true),
    ("crd.antrea.io", "ClusterNetworkPolicy", false),
    ("policy.networking.k8s.io", "AdminNetworkPolicy", false),
    ("policy.networking.k8s.io", "BaselineAdminNetworkPolicy", false),
    ("policy.networking.k8s.io", "ClusterNetworkPolicy", false),
];

/// What the network policies do to one pod.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Isolation {
    /// Some policy selects the pod.
    pub(crate) selected: bool,
    /// Traffic to the pod is denied unless a rule names it; a rule that names everything does not count.
    pub(crate) ingress: bool,
    pub(crate) egress: bool,
}

#[derive(Debug, Default)]
pub(crate) struct NetIndex<'s> {
    /// Positions in `Estate::network_policies` of policies with an empty selector.
    everyone: FxHashMap<&'s str, Vec<u32>>,
    chosen: FxHashMap<PodKey<'s>, Vec<u32>>,
    namespaces: FxHashSet<&'s str>,
    other_namespaces: FxHashSet<&'s str>,
    other_cluster_wide: bool,
}

impl<'s> NetIndex<'s> {
    pub(crate) fn new(estate: &Estate<'s>, pods: &PodIndex<'s>) -> Self {
        let mut index = Self::default();
        for (at, policy) in (0u32..).zip(estate.network_policies()) {
            let namespace = policy.object.namespace();
            let selector = &policy.view.spec.pod_selector;
            index.namespaces.insert(namespace);
            if selector.is_empty() {
                index.everyone.entry(namespace).or_default().push(at);
                continue;
            }
            for pod in pods.select(namespace, selector) {
                index.chosen.entry(pods.key(pod)).or_default().push(at);
            }
        }
        // A list the cluster refused may hold policies for anyone.
        let refused =
            |kind: &str| kind != "NetworkPolicy" && OTHER_POLICIES.iter().any(|(_, other, _)| *other == kind);
        index.other_cluster_wide = estate.snapshot.denied_kinds().any(refused);
        for (group, kind, namespaced) in OTHER_POLICIES {
            for object in estate.snapshot.of_kind(kind).filter(|o| o.group() == *group) {
                if *namespaced {
                    index.other_namespaces.insert(object.namespace());
                } else {
                    index.other_cluster_wide = true;
                }
            }
        }
        index
    }

    pub(crate) fn has_policy(&self, namespace: &str) -> bool {
        self.namespaces.contains(namespace) || self.other_namespaces.contains(namespace)
    }

    /// True when policies of another kind may cover the namespace. They are not read here, so nothing is said of it.
    pub(crate) fn other_policies(&self, namespace: &str) -> bool {
        self.other_cluster_wide || self.other_namespaces.contains(namespace)
    }

    pub(crate) fn other_cluster_wide(&self) -> bool {
        self.other_cluster_wide
    }

    /// The policies that select a pod.
    pub(crate) fn policies<'e>(
        &self,
        estate: &'e Estate<'s>,
        pod: &'s PodFacts,
    ) -> impl Iterator<Item = &'e Typed<'s, NetworkPolicy<'s>>> {
        let everyone = self.everyone.get(namespace_of(estate.snapshot, pod));
        let key: PodKey<'_> = (pod.object(estate.snapshot).id(), pod.spec_pointer());
        let all = everyone.into_iter().chain(self.chosen.get(&key)).flatten();
        all.filter_map(|&at| estate.network_policies().get(at as usize))
    }

    pub(crate) fn isolation(&self, estate: &Estate<'s>, pod: &'s PodFacts) -> Isolation {
        let mut found = Isolation::default();
        let (mut open_ingress, mut open_egress) = (false, false);
        for Typed { view: policy, .. } in self.policies(estate, pod) {
            found.selected = true;
            found.ingress |= policy.spec.restricts_ingress();
            found.egress |= policy.spec.restricts_egress();
            let (ingress, egress) = (policy.spec.ingress.iter(), policy.spec.egress.iter());
            open_ingress |= ingress.flat_map(|l| l.iter()).any(|r| r.ports.is_empty() && everyone(&r.from));
            open_egress |= egress.flat_map(|l| l.iter()).any(|r| r.ports.is_empty() && everyone(&r.to));
        }
        found.ingress &= !open_ingress;
        found.egress &= !open_egress;
        found
    }

    /// True when the pod's policies let it send to an address outside the cluster's own networks.
    pub(crate) fn reaches(&self, estate: &Estate<'s>, pod: &'s PodFacts, address: IpAddr) -> bool {
        let (mut isolated, mut allowed) = (false, false);
        for Typed { view: policy, .. } in self.policies(estate, pod) {
            if !policy.spec.restricts_egress() {
                continue;
            }
            isolated = true;
            let rules = policy.spec.egress.iter().flat_map(|l| l.iter());
            allowed |= rules
                .filter(|r| r.ports.is_empty() || r.ports.iter().any(|p| port_covers(p, 80)))
                .any(|r| r.to.is_empty() || r.to.iter().any(|peer| peer_covers(peer, address)));
        }
        !isolated || allowed
    }
}

/// True when the peers of a rule leave nobody out.
fn everyone(peers: &[PolicyPeer<'_>]) -> bool {
    peers.is_empty() || peers.iter().any(is_any_address)
}

/// A peer that is the whole IPv4 or IPv6 address space.
pub(crate) fn is_any_address(peer: &PolicyPeer<'_>) -> bool {
    let block = peer.ip_block.as_ref();
    block.is_some_and(|block| matches!(block.cidr.as_str(), "0.0.0.0/0" | "::/0") && block.except.is_empty())
}

fn peer_covers(peer: &PolicyPeer<'_>, address: IpAddr) -> bool {
    peer.ip_block.as_ref().is_some_and(|block| {
        contains(&block.cidr, address) && !block.except.iter().any(|except| contains(except, address))
    })
}

/// TCP only; a named port is some pod's name for it, which an outside address does not have.
fn port_covers(port: &holdfast_inventory::view::PolicyPort<'_>, number: i64) -> bool {
    use holdfast_inventory::view::IntOrString;
    if port.protocol.as_deref().is_some_and(|p| p != "TCP") {
        return false;
    }
    match &port.port {
        None => true,
        Some(IntOrString::Int(from)) => (*from..=port.end_port.unwrap_or(*from)).contains(&number),
        Some(IntOrString::Text(_)) => false,
    }
}

/// True when the CIDR holds the address; false for text that is no CIDR.
pub(crate) fn contains(cidr: &str, address: IpAddr) -> bool {
    let Some((network, length)) = cidr.split_once('/') else { return false };
    let (Ok(network), Ok(length)) = (network.trim().parse::<IpAddr>(), length.trim().parse::<u32>()) else {
        return false;
    };
    match (network, address) {
        (IpAddr::V4(n), IpAddr::V4(a)) if length <= 32 => {
            let shift = 32 - length;
            n.to_bits().checked_shr(shift) == a.to_bits().checked_shr(shift)
        }
        (IpAddr::V6(n), IpAddr::V6(a)) if length <= 128 => {
            let shift = 128 - length;
            n.to_bits().checked_shr(shift) == a.to_bits().checked_shr(shift)
        }
        _ => false,
    }
}

/// True for a built-in NetworkPolicy (network plugins have kinds of the same name).
pub(crate) fn is_network_policy(object: Object<'_>) -> bool {
    matches!(object.group(), "networking.k8s.io" | "extensions")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cidrs_hold_addresses() {
        let cases = [
            ("0.0.0.0/0", "169.254.169.254", true),
            ("169.254.169.254/32", "169.254.169.254", true),
            ("169.254.0.0/16", "169.254.169.254", true),
            ("10.0.0.0/8", "169.254.169.254", false),
            ("::/0", "169.254.169.254", false),
            ("fd00:ec2::/32", "fd00:ec2::254", true),
            ("169.254.169.254/33", "169.254.169.254", false),
            ("nonsense", "169.254.169.254", false),
        ];
        for (cidr, address, expected) in cases {
            assert_eq!(contains(cidr, address.parse().unwrap()), expected, "{cidr} {address}");
        }
    }
}

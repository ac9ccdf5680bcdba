//! What network policies of every kind leave open, asked of the reachability engine.

use std::net::IpAddr;

use holdfast_inventory::view::PolicyPeer;
use holdfast_inventory::{Object, PodFacts, Snapshot};
use holdfast_reach::{Engine, Openness, Options, Protocol, WorkloadId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Kinds of policies that clusters may have besides NetworkPolicy. A list the cluster refused may hold some for anyone.
static OTHER_KINDS: &[&str] = &[
    "AdminNetworkPolicy",
    "BaselineAdminNetworkPolicy",
    "CiliumClusterwideNetworkPolicy",
    "CiliumNetworkPolicy",
    "ClusterNetworkPolicy",
    "GlobalNetworkPolicy",
];

/// The engine, and what it says of each workload.
#[derive(Debug)]
pub(crate) struct NetIndex<'s> {
    engine: Engine<'s>,
    open: Vec<Openness>,
    /// Namespaces in which a policy stands.
    guarded: FxHashSet<&'s str>,
    /// Namespaces with workloads that policies can act on, and whether one selects any of them.
    selected: FxHashMap<&'s str, bool>,
    refused: bool,
}

impl<'s> NetIndex<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot) -> Self {
        let engine = Engine::new(snapshot, Options::default());
        let open = ids(&engine).map(|id| engine.openness(id)).collect();
        let refused = snapshot.denied_kinds().any(|kind| OTHER_KINDS.contains(&kind));
        let guarded = engine.policy_namespaces().collect();
        let mut index = Self { engine, open, guarded, selected: FxHashMap::default(), refused };
        let mut selected = FxHashMap::default();
        for (namespace, _, open) in index.workloads() {
            *selected.entry(namespace).or_insert(false) |= open.selected;
        }
        index.selected = selected;
        index
    }

    /// True when policies that are not known, or not understood in full, may act on the namespace.
    pub(crate) fn is_doubtful(&self, namespace: &str) -> bool {
        self.refused || self.engine.is_doubtful(namespace)
    }

    /// True when a policy stands in the namespace.
    pub(crate) fn has_policy(&self, namespace: &str) -> bool {
        self.guarded.contains(namespace)
    }

    /// Whether any policy selects a workload of the namespace; `None` when it has no workload.
    pub(crate) fn selects(&self, namespace: &str) -> Option<bool> {
        self.selected.get(namespace).copied()
    }

    /// What is left open of a pod's workload; `None` for templates nothing runs from.
    pub(crate) fn openness(&self, snapshot: &'s Snapshot, pod: &PodFacts) -> Option<Openness> {
        let WorkloadId(id) = self.engine.workload_of(pod.object(snapshot))?;
        self.open.get(id as usize).copied()
    }

    /// Workloads that policies can act on, each with its namespace and what is left open of it, by namespace.
    pub(crate) fn workloads(&self) -> impl Iterator<Item = (&'s str, WorkloadId, Openness)> {
        let all = self.engine.workloads().iter().zip(ids(&self.engine)).zip(&self.open);
        all.filter(|((workload, _), _)| !workload.host_network)
            .map(|((workload, id), open)| (workload.namespace, id, *open))
    }

    /// True when the workload's policies let it send HTTP to an address outside the cluster's own networks.
    pub(crate) fn reaches(&self, workload: WorkloadId, address: IpAddr) -> bool {
        let from = holdfast_reach::End::Workload(workload);
        let to = self.engine.external(address);
        to.is_some_and(|to| self.engine.allowed(from, to, Protocol::Tcp, 80).egress.allowed)
    }
}

fn ids(engine: &Engine<'_>) -> impl Iterator<Item = WorkloadId> + use<> {
    (0..u32::try_from(engine.workloads().len()).unwrap_or(u32::MAX)).map(WorkloadId)
}

/// A peer that is the whole IPv4 or IPv6 address space.
pub(crate) fn is_any_address(peer: &PolicyPeer<'_>) -> bool {
    let block = peer.ip_block.as_ref();
    block.is_some_and(|block| matches!(block.cidr.as_str(), "0.0.0.0/0" | "::/0") && block.except.is_empty())
}

/// True for a built-in NetworkPolicy (network plugins have kinds of the same name).
pub(crate) fn is_network_policy(object: Object<'_>) -> bool {
    matches!(object.group(), "networking.k8s.io" | "extensions")
}

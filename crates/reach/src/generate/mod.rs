//! Least-privilege policies: which flows an application needs, the policies that allow those and nothing else, and the
//! proof by the engine itself.

mod csv;
mod declared;
mod host;
mod observed;
mod prove;
mod services;
mod write;

use std::collections::BTreeSet;

use holdfast_inventory::Snapshot;
use holdfast_inventory::platform::is_system_namespace;
use serde_json::Value;

use crate::engine::Engine;
use crate::ip::IpRange;
use crate::ports::Protocol;
use crate::who::WorkloadId;

pub use observed::{Observed, ObservedError, flows as observed_flows};
pub use prove::{Counts, Proof};

/// One end of a flow that is needed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    Workload(WorkloadId),
    /// Pods and addresses alike: callers that no object names (a load balancer, the API server, a controller elsewhere).
    Anyone,
    /// The API server, whose addresses policies cannot name.
    ApiServer,
    /// A name outside the cluster.
    Name(String),
    Block(IpRange),
}

/// A connection that must stay possible.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flow {
    pub from: Party,
    pub to: Party,
    pub protocol: Protocol,
    pub port: u32,
    /// What shows that it is needed, in words.
    pub why: String,
}

/// In which language policies are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// `networking.k8s.io/v1 NetworkPolicy`.
    #[default]
    Kubernetes,
    /// `cilium.io/v2 CiliumNetworkPolicy`: names outside the cluster and the API server are peers of their own.
    Cilium,
}

/// Policies and what they are made from.
#[derive(Debug)]
pub struct Plan {
    /// Sorted; two that differ in their reason only are one.
    pub flows: Vec<Flow>,
    /// Kubernetes objects, sorted by namespace and name.
    pub policies: Vec<Value>,
    /// What a reader should know before applying them.
    pub notes: Vec<String>,
}

/// Which namespaces get policies, and from what.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Empty: every namespace with workloads that is not the cluster's own.
    pub namespaces: Vec<String>,
    pub language: Language,
    /// Flows that were seen, instead of those that the objects declare.
    pub observed: Option<Vec<Observed>>,
}

impl Engine<'_> {
    /// Writes policies for the wanted namespaces: each workload's needed flows, and nothing else.
    pub fn generate(&self, snapshot: &Snapshot, wish: &Wish) -> Plan {
        let mut notes = Vec::new();
        let found = match &wish.observed {
            Some(observed) => observed::resolve(self, observed, &mut notes),
            None => declared::flows(self, snapshot, &mut notes),
        };
        let flows = distinct(found);
        let namespaces = self.chosen(&wish.namespaces);
        let policies = write::policies(self, &flows, &namespaces, wish.language, &mut notes);
        notes.sort();
        notes.dedup();
        let ours = |party: &Party| match party {
            Party::Workload(id) => self.workload(*id).is_some_and(|w| namespaces.contains(w.namespace)),
            _ => false,
        };
        let flows = flows.into_iter().filter(|flow| ours(&flow.from) || ours(&flow.to)).collect();
        Plan { flows, policies, notes }
    }

    fn chosen(&self, wanted: &[String]) -> BTreeSet<&str> {
        let all = self.workloads().iter().map(|w| w.namespace);
        all.filter(|name| match wanted {
            [] => !is_system_namespace(name),
            some => some.iter().any(|own| own == name),
        })
        .collect()
    }
}

/// One flow for each pair of ends and port; the first reason stays.
fn distinct(mut flows: Vec<Flow>) -> Vec<Flow> {
    flows.sort();
    flows.dedup_by(|next, kept| {
        (&next.from, &next.to, next.protocol, next.port) == (&kept.from, &kept.to, kept.protocol, kept.port)
    });
    flows
}

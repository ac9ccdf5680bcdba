//! The proof: the engine, asked again with the policies in place.

use std::net::{IpAddr, Ipv4Addr};

use super::{Flow, Party};
use crate::connections::End;
use crate::engine::Engine;
use crate::entry::EntryKind;
use crate::who::WorkloadId;

/// Pairs between which something is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Between workloads.
    pub inside: usize,
    /// Workloads that some address outside, or an entry point, reaches.
    pub from_outside: usize,
    /// Workloads that reach some address outside.
    pub to_outside: usize,
}

/// What the policies leave of the needed flows, and of everything else.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    pub before: Counts,
    pub after: Counts,
    /// Needed flows that would not pass, and why.
    pub blocked: Vec<String>,
    /// Flows to names outside the cluster, which cannot be proven: only Cilium knows their addresses, while it runs.
    pub unproven: usize,
}

/// An address outside every cluster (RFC 5737), for callers and servers without one.
const SOMEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 1));

impl Engine<'_> {
    /// Pairs of ends between which something is possible, over all networks.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let all = self.workloads().len();
        let (mut entered, mut left) = (vec![false; all], vec![false; all]);
        let mark = |list: &mut Vec<bool>, WorkloadId(id): WorkloadId| {
            if let Some(slot) = list.get_mut(id as usize) {
                *slot = true;
            }
        };
        for network in 0..self.networks().len() {
            self.connections(network, &mut |connection, _, _| match (connection.from, connection.to) {
                (End::Workload(_), End::Workload(_)) => counts.inside += 1,
                (End::External(_) | End::Entry(_), End::Workload(id)) => mark(&mut entered, id),
                (End::Workload(id), End::External(_)) => mark(&mut left, id),
                _ => {}
            });
        }
        let count = |list: &[bool]| list.iter().filter(|is| **is).count();
        Counts { from_outside: count(&entered), to_outside: count(&left), ..counts }
    }

    /// Asks this engine, of the estate with the policies, about flows that are named by another's workloads.
    pub fn prove(&self, before: &Engine<'_>, flows: &[Flow]) -> Proof {
        let mut proof = Proof { before: before.counts(), after: self.counts(), ..Proof::default() };
        for flow in flows {
            let (from, to) = (self.ends_of(before, &flow.from), self.ends_of(before, &flow.to));
            let passes = |from: &End, to: &End| self.allowed(*from, *to, flow.protocol, flow.port).allowed;
            if from.iter().all(|from| to.iter().all(|to| from == to || passes(from, to))) {
                continue;
            }
            if matches!(flow.to, Party::Name(_) | Party::ApiServer) {
                proof.unproven += 1;
                continue;
            }
            let protocol = flow.protocol.as_str();
            let (from, to) = (before.told(&flow.from), before.told(&flow.to));
            proof.blocked.push(format!("{from} => {to} : {protocol} {} ({})", flow.port, flow.why));
        }
        proof
    }

    fn ends_of(&self, before: &Engine<'_>, party: &Party) -> Vec<End> {
        let address = |address| self.external(address).into_iter().collect::<Vec<_>>();
        match party {
            Party::Workload(id) => {
                let there = before.workload(*id);
                let here = there.and_then(|w| self.find(w.namespace, w.name, w.kind));
                here.map(End::Workload).into_iter().collect()
            }
            Party::Anyone => {
                let mut ends = address(SOMEWHERE);
                ends.push(End::Entry(EntryKind::IngressController));
                ends
            }
            Party::ApiServer | Party::Name(_) => address(SOMEWHERE),
            Party::Block(range) => address(range.first_address()),
        }
    }

    /// A party as people read it.
    pub fn told(&self, party: &Party) -> String {
        match party {
            Party::Workload(id) => self.workload(*id).map(crate::Workload::label).unwrap_or_default(),
            Party::Anyone => "anyone".to_owned(),
            Party::ApiServer => "the API server".to_owned(),
            Party::Name(name) => name.clone(),
            Party::Block(range) => range.cidrs().join(","),
        }
    }
}

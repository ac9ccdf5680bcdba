//! Who could reach a workload, or be reached by it, that does not exist yet.

use std::fmt::Write as _;

use crate::engine::Engine;
use crate::ip::IpRange;
use crate::policy::{Direction, Namespaces, Pods};
use crate::ports::PortSet;
use crate::who::WorkloadId;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExposedTo {
    External(IpRange),
    /// Any pod of any namespace.
    EntireCluster,
    /// Pods that some rule selects, in words: `[namespace with {env=dev}]/[all pods]`.
    Pods(String),
}

/// One workload, one direction, one kind of peer.
#[derive(Clone, Debug)]
pub struct Exposed {
    pub workload: WorkloadId,
    pub direction: Direction,
    pub to: ExposedTo,
    /// Empty for pods that a rule cuts off though the rest of the cluster is let through.
    pub ports: PortSet,
    /// The ports in words, named ports by their names.
    pub text: String,
}

impl Engine<'_> {
    /// Every exposure. Needs [`crate::Options::exposure`].
    pub fn exposure(&self) -> Vec<Exposed> {
        let mut found = Vec::new();
        for at in 0..self.who.workloads.len() {
            let Ok(id) = u32::try_from(at).map(WorkloadId) else { break };
            for direction in Direction::BOTH {
                self.exposed(id, direction, &mut found);
            }
        }
        found
    }

    /// True when no policy speaks about this direction of any of the workload's pods.
    pub fn is_unprotected(&self, workload: WorkloadId, direction: Direction) -> bool {
        let classes = self.workload(workload).map(|w| w.classes.as_slice()).unwrap_or_default();
        classes.iter().all(|class| self.plan.selected(direction, *class).is_empty())
    }

    fn exposed(&self, workload: WorkloadId, direction: Direction, found: &mut Vec<Exposed>) {
        let mut add = |to: ExposedTo, ports: PortSet| {
            let text = self.words(&ports);
            found.push(Exposed { workload, direction, to, ports, text });
        };
        for (peer, range) in self.shown_ranges(direction) {
            let ports = self.at(workload, direction, peer);
            if !ports.is_empty() {
                add(ExposedTo::External(range), ports);
            }
        }
        let layout = &self.plan.layout;
        let entire = self.at(workload, direction, layout.stranger(0));
        for (at, stranger) in layout.strangers.iter().enumerate().skip(1) {
            let ports = self.at(workload, direction, layout.stranger(at));
            if ports != entire {
                add(ExposedTo::Pods(describe(stranger)), ports);
            }
        }
        if !entire.is_empty() {
            add(ExposedTo::EntireCluster, entire);
        }
    }

    fn at(&self, workload: WorkloadId, direction: Direction, peer: usize) -> PortSet {
        let Some(workload) = self.workload(workload) else { return PortSet::none() };
        let rows = workload.classes.iter().map(|class| self.row(workload.network, direction, *class));
        rows.filter_map(|row| row.ports(peer)).fold(PortSet::none(), |all, ports| all.union(ports))
    }

    /// As [`PortSet`] writes itself, with the names of ports that have no number yet.
    fn words(&self, ports: &PortSet) -> String {
        let name = |number: u32| self.plan.port_names.get(number as usize).cloned().unwrap_or_default();
        ports.text(&name)
    }
}

fn describe(pods: &Pods) -> String {
    let mut text = match &pods.namespaces {
        Namespaces::Named(name) => name.clone(),
        Namespaces::Matching(all) if all.is_all() => "[all namespaces]".to_owned(),
        Namespaces::Matching(some) => format!("[namespace with {some}]"),
    };
    let _ = if pods.pods.is_all() {
        write!(text, "/[all pods]")
    } else {
        write!(text, "/[pod with {}]", pods.pods)
    };
    text
}

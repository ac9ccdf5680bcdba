//! What policies leave open to peers that nobody named.

use holdfast_inventory::Object;

use crate::connections::End;
use crate::engine::Engine;
use crate::policy::Direction;
use crate::ports::PortSet;
use crate::who::{WorkloadId, key_of};

/// What the policies that select a workload's pods leave open. Of pods that differ, the one least guarded counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Openness {
    /// Each pod is selected by some policy, of any kind.
    pub selected: bool,
    /// Pods of which nothing is known may connect to it on every port.
    pub pods: bool,
    /// So may they, or every address.
    pub ingress: bool,
    /// It may connect to pods of which nothing is known, or to every address, on every port.
    pub egress: bool,
}

impl<'s> Engine<'s> {
    /// What is left open of one workload, on its primary network.
    pub fn openness(&self, id: WorkloadId) -> Openness {
        let Some(workload) = self.workload(id) else { return Openness::default() };
        let mut all = Openness { selected: true, ..Openness::default() };
        for &class in &workload.classes {
            let selects = |direction| !self.plan.selected(direction, class).is_empty();
            all.selected &= Direction::BOTH.into_iter().any(selects);
            let row = self.row(workload.network, Direction::Ingress, class);
            all.pods |= row.ports(self.plan.layout.entry()).is_some_and(PortSet::is_all);
            all.ingress |= self.is_open(workload.network, Direction::Ingress, class);
            all.egress |= self.is_open(workload.network, Direction::Egress, class);
        }
        all
    }

    /// The workload that a person would edit to change this pod or template.
    pub fn workload_of(&self, object: Object<'_>) -> Option<WorkloadId> {
        let (namespace, name, kind) = key_of(object);
        self.find(if namespace.is_empty() { "default" } else { namespace }, name, kind)
    }

    /// True when a policy that may select pods of this namespace could not be understood in full.
    pub fn is_doubtful(&self, namespace: &str) -> bool {
        self.doubtful.iter().any(|own| own.is_empty() || *own == namespace)
    }

    /// The namespace of each policy that stands in one.
    pub fn policy_namespaces(&self) -> impl Iterator<Item = &'s str> {
        self.plan.policies.iter().map(|policy| policy.object.namespace()).filter(|name| !name.is_empty())
    }

    fn is_open(&self, network: usize, direction: Direction, class: usize) -> bool {
        let row = self.row(network, direction, class);
        let everything = |peer: usize| row.ports(peer).is_some_and(PortSet::is_all);
        let layout = &self.plan.layout;
        let every_address = |v6: bool| {
            let mut atoms = layout.atoms.iter().enumerate().filter(|(_, range)| range.v6 == v6);
            atoms.all(|(at, _)| everything(layout.atom(at)))
        };
        everything(layout.entry()) || every_address(false) || every_address(true)
    }
}

impl End {
    /// The workload, when it is one.
    pub fn workload(self) -> Option<WorkloadId> {
        match self {
            Self::Workload(id) => Some(id),
            Self::External(_) | Self::Entry(_) => None,
        }
    }
}

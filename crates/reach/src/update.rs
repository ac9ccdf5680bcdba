//! One policy edited: the rows that rest on it are made again, everything else is kept.

use holdfast_inventory::Object;
use rustc_hash::FxHashMap;

use crate::compile;
use crate::connections::End;
use crate::engine::{Engine, RowKey};
use crate::ip::IpRange;
use crate::netpol;
use crate::policy::{Direction, Policy};
use crate::ports::PortSet;
use crate::replace::replace;
use crate::row::evaluate;
use crate::who::WorkloadId;

impl<'s> Engine<'s> {
    /// Puts an edited NetworkPolicy in the place of the one of its name, and gives the workloads it selects or selected:
    /// other pairs are as they were. `None`, and nothing is changed, when the edit needs a new engine: another kind of
    /// policy, one that is not there or not valid, or one that names other address ranges than before.
    pub fn edit(&mut self, edited: Object<'s>) -> Option<Vec<WorkloadId>> {
        let at = self.place_of(edited)?;
        let new = compiled_alone(edited)?;
        let old = self.plan.policies.get(at)?;
        compiled_alone(old.object)?;
        let same_ranges = |direction| ranges(old, direction) == ranges(&new, direction);
        let fits = self.plan.layout.strangers.is_empty()
            && old.networks.is_empty()
            && new.networks.is_empty()
            && Direction::BOTH.into_iter().all(same_ranges);
        if !fits {
            return None;
        }
        let subjects = replace(&mut self.plan, &self.who, self.settings, at, new);
        let mut touched = Vec::new();
        for class in 0..self.who.classes.len() {
            let mut is_touched = false;
            for direction in Direction::BOTH {
                is_touched |= self.plan.replace_selected(direction, class, at, &subjects);
            }
            touched.extend(is_touched.then_some(class));
        }
        self.remake(&touched);
        self.doubt();
        let has = |classes: &[usize]| classes.iter().any(|class| touched.binary_search(class).is_ok());
        let all = self.who.workloads.iter().zip((0u32..).map(WorkloadId));
        Some(all.filter(|(workload, _)| has(&workload.classes)).map(|(_, id)| id).collect())
    }

    /// Calls back for each pair with one of these workloads at an end, over the network, in no particular order.
    pub fn connections_of(
        &self,
        workloads: &[WorkloadId],
        network: usize,
        tell: &mut dyn FnMut(End, End, PortSet),
    ) {
        let wanted = |id: &WorkloadId| workloads.binary_search(id).is_ok();
        let classes = |id: WorkloadId| self.workload(id).map(|w| w.classes.as_slice()).unwrap_or_default();
        let pair = |from: WorkloadId, to: WorkloadId| {
            let mut ports = PortSet::none();
            for &a in classes(from).iter().filter(|c| self.is_on(**c, network)) {
                for &b in classes(to).iter().filter(|c| self.is_on(**c, network)) {
                    ports = ports.union(&self.between(network, a, b));
                }
            }
            ports
        };
        let all = || (0..self.who.workloads.len()).filter_map(|at| u32::try_from(at).ok().map(WorkloadId));
        for &own in workloads {
            for other in all().filter(|other| *other != own) {
                let (out, into) = (pair(own, other), pair(other, own));
                if !out.is_empty() {
                    tell(End::Workload(own), End::Workload(other), out);
                }
                // A pair of two wanted ones is told once, as what goes out.
                if !into.is_empty() && !wanted(&other) {
                    tell(End::Workload(other), End::Workload(own), into);
                }
            }
        }
    }

    /// The one built-in policy of that name.
    fn place_of(&self, edited: Object<'s>) -> Option<usize> {
        let is_plain = |o: Object<'_>| {
            o.kind() == "NetworkPolicy" && matches!(o.group(), "networking.k8s.io" | "extensions")
        };
        let is_same =
            |o: Object<'_>| is_plain(o) && (o.namespace(), o.name()) == (edited.namespace(), edited.name());
        let mut found = self.plan.policies.iter().enumerate().filter(|(_, p)| is_same(p.object));
        let (at, _) = found.next().filter(|_| is_plain(edited))?;
        found.next().is_none().then_some(at)
    }

    /// Makes the rows of these classes again; classes under the same policies share one.
    fn remake(&mut self, classes: &[usize]) {
        let mut known: FxHashMap<RowKey<'s>, usize> = FxHashMap::default();
        for &class in classes {
            for direction in Direction::BOTH {
                let key = self.row_key(direction, class);
                let row = known.get(&key).copied();
                let row =
                    row.unwrap_or_else(|| self.add_row(evaluate(&self.plan, &key.1, direction, &key.2)));
                known.insert(key, row);
                self.set_row(direction, class, row);
            }
        }
    }
}

/// The policy, when nothing in it has to be told as a gap.
fn compiled_alone(object: Object<'_>) -> Option<Policy<'_>> {
    let mut gaps = Vec::new();
    netpol::compile(object, &mut gaps).filter(|_| gaps.is_empty())
}

fn ranges(policy: &Policy<'_>, direction: Direction) -> Vec<IpRange> {
    let rules = policy.side(direction).rules.iter();
    let mut all: Vec<IpRange> =
        rules.flat_map(|rule| rule.peers.iter().chain(&rule.except)).flat_map(compile::ranges).collect();
    all.sort_unstable();
    all.dedup();
    all
}

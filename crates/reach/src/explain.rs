//! Every port between two ends, and what decides each.

use crate::compile::named_ports;
use crate::connections::End;
use crate::decide::{Reason, Verdict};
use crate::engine::Engine;
use crate::policy::{Action, Direction, Policy};
use crate::ports::PortSet;

/// Ports that one rule, or the lack of one, decides.
#[derive(Clone, Debug)]
pub struct Part {
    pub ports: PortSet,
    pub verdict: Verdict,
}

/// Both directions of one pair of ends; the parts of a direction make up all ports.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    pub allowed: PortSet,
    pub egress: Vec<Part>,
    pub ingress: Vec<Part>,
}

impl Engine<'_> {
    /// Explains every port from one end to another. Of a workload whose pods differ, the first kind of pods counts.
    pub fn explain(&self, from: End, to: End) -> Explanation {
        let (Some(&from), Some(&to)) = (self.points(from).first(), self.points(to).first()) else {
            return Explanation::default();
        };
        let Some(network) = self.shared_network(from, to) else { return Explanation::default() };
        let egress = self.parts(network, Direction::Egress, from, to, to);
        let ingress = self.parts(network, Direction::Ingress, to, from, to);
        Explanation { allowed: allowed(&egress).intersect(&allowed(&ingress)), egress, ingress }
    }

    /// Walks the tiers for `own`, whose peer is `peer`; `target` is the one of them that is connected to.
    pub(crate) fn parts(
        &self,
        network: usize,
        direction: Direction,
        own: usize,
        peer: usize,
        target: usize,
    ) -> Vec<Part> {
        let mut open = PortSet::all();
        let mut parts = Vec::new();
        let mut add = |ports: PortSet, allowed: bool, reason: Reason| {
            if !ports.is_empty() {
                parts.push(Part { ports, verdict: Verdict { allowed, reason } });
            }
        };
        if own >= self.who.classes.len() {
            add(open, true, Reason::Outside);
            return parts;
        }
        let is_here = |at: &&usize| self.plan.policies.get(**at).is_some_and(|p| self.is_for(p, network));
        let policies: Vec<usize> =
            self.plan.selected(direction, own).iter().filter(is_here).copied().collect();
        let tier = |at: &usize| self.plan.policies.get(*at).map(|p| p.tier);
        for tier in policies.chunk_by(|a, b| tier(a) == tier(b)) {
            let mut passed = PortSet::none();
            for (policy, rule) in tier.iter().flat_map(|at| self.rules(*at, direction)) {
                if !rule.peers.contains(peer) {
                    continue;
                }
                let decided = open.intersect(&self.ports_of(rule, target));
                open = open.minus(&decided);
                match rule.action {
                    Action::Pass => passed = passed.union(&decided),
                    action => add(decided, action == Action::Allow, self.reason(policy, direction, rule)),
                }
            }
            let isolating = tier.iter().filter(|at| self.isolates(**at, direction));
            let isolating: Vec<&Policy<'_>> =
                isolating.filter_map(|at| self.plan.policies.get(*at)).collect();
            if isolating.is_empty() {
                open = open.union(&passed);
            } else {
                let told = isolating.iter().map(|p| (p.object.reference(), p.object.place("/spec")));
                add(open, false, Reason::NoRule { policies: told.collect() });
                open = passed;
            }
        }
        add(open, true, Reason::Default);
        parts
    }

    /// The ports a rule is about when `target` is connected to.
    fn ports_of(&self, rule: &crate::compile::CompiledRule, target: usize) -> PortSet {
        let Some(exact) = &rule.ports else { return PortSet::all() };
        let declared = self.who.classes.get(target).map(|c| c.ports.as_slice()).unwrap_or_default();
        let named = rule.named.iter().map(|(protocol, name)| named_ports(declared, *protocol, name));
        named.fold(exact.clone(), |all, ports| all.union(&ports))
    }
}

fn allowed(parts: &[Part]) -> PortSet {
    let open = parts.iter().filter(|part| part.verdict.allowed);
    open.fold(PortSet::none(), |all, part| all.union(&part.ports))
}

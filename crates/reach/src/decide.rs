//! One packet: allowed or not, and by which policy, rule and line.

use std::net::IpAddr;

use holdfast_inventory::Object;
use holdfast_model::{Place, ResourceRef};

use crate::compile::{CompiledRule, named_ports};
use crate::connections::End;
use crate::engine::Engine;
use crate::ip::IpRange;
use crate::policy::{Action, Direction, Policy};
use crate::ports::Protocol;
use crate::who::WorkloadId;

/// Both directions; the packet passes when both let it.
#[derive(Clone, Debug)]
pub struct Decision {
    pub allowed: bool,
    /// Between pods that share no network there is no way at all.
    pub connected: bool,
    pub egress: Verdict,
    pub ingress: Verdict,
}

#[derive(Clone, Debug)]
pub struct Verdict {
    pub allowed: bool,
    pub reason: Reason,
}

#[derive(Clone, Debug)]
pub enum Reason {
    /// A rule decided.
    Rule { policy: ResourceRef, rule: String, action: Action, place: Option<Place> },
    /// These policies select the pod, and none of their rules lets the packet through.
    NoRule { policies: Vec<(ResourceRef, Option<Place>)> },
    /// Nobody speaks about it: allowed.
    Default,
    /// The end is outside the cluster: nothing is enforced there.
    Outside,
}

impl Engine<'_> {
    /// Judges one packet between two ends. Of a workload whose pods differ, the pods that get furthest count.
    pub fn allowed(&self, from: End, to: End, protocol: Protocol, port: u32) -> Decision {
        let (sources, targets) = (self.points(from), self.points(to));
        let mut best: Option<Decision> = None;
        for &source in &sources {
            for &target in &targets {
                let decision = self.decide(source, target, protocol, port);
                if decision.allowed {
                    return decision;
                }
                best.get_or_insert(decision);
            }
        }
        let outside = || Verdict { allowed: false, reason: Reason::Outside };
        best.unwrap_or_else(|| Decision {
            allowed: false,
            connected: false,
            egress: outside(),
            ingress: outside(),
        })
    }

    /// The end that an address outside the cluster is.
    pub fn external(&self, address: IpAddr) -> Option<End> {
        let one = IpRange::from(address);
        self.plan.layout.atoms.iter().find(|a| a.contains(&one)).map(|a| End::External(*a))
    }

    /// The peer numbers of an end.
    fn points(&self, end: End) -> Vec<usize> {
        match end {
            End::Workload(WorkloadId(id)) => {
                self.who.workloads.get(id as usize).map(|w| w.classes.clone()).unwrap_or_default()
            }
            End::External(range) => {
                let atoms = self.plan.layout.atoms.iter().enumerate();
                let inside = atoms.filter(|(_, a)| range.contains(a) || a.contains(&range));
                inside.map(|(at, _)| self.plan.layout.atom(at)).collect()
            }
            End::Entry(_) => vec![self.plan.layout.entry()],
        }
    }

    fn decide(&self, from: usize, to: usize, protocol: Protocol, port: u32) -> Decision {
        let networks = 0..self.networks.all.len();
        let classes = self.who.classes.len();
        let shared = networks
            .filter(|n| [from, to].iter().all(|p| *p >= classes || self.is_on(*p, *n)))
            .min_by_key(|n| self.networks.all.get(*n).is_some_and(crate::Network::is_secondary));
        let network = shared.unwrap_or_default();
        let egress = self.verdict(network, Direction::Egress, from, to, to, (protocol, port));
        let ingress = self.verdict(network, Direction::Ingress, to, from, to, (protocol, port));
        let connected = shared.is_some();
        Decision { allowed: connected && egress.allowed && ingress.allowed, connected, egress, ingress }
    }

    /// Walks the tiers for `own`, whose peer is `peer`; `target` is the one of them that is connected to.
    fn verdict(
        &self,
        network: usize,
        direction: Direction,
        own: usize,
        peer: usize,
        target: usize,
        packet: (Protocol, u32),
    ) -> Verdict {
        if own >= self.who.classes.len() {
            return Verdict { allowed: true, reason: Reason::Outside };
        }
        let is_here = |at: &&usize| self.plan.policies.get(**at).is_some_and(|p| self.is_for(p, network));
        let policies: Vec<usize> =
            self.plan.selected(direction, own).iter().filter(is_here).copied().collect();
        let tier = |at: &usize| self.plan.policies.get(*at).map(|p| p.tier);
        for tier in policies.chunk_by(|a, b| tier(a) == tier(b)) {
            let rules = tier.iter().flat_map(|at| self.rules(*at, direction));
            let hit = rules.into_iter().find(|(_, rule)| self.hits(rule, peer, target, packet));
            if let Some((policy, rule)) = hit {
                if rule.action == Action::Pass {
                    continue;
                }
                return Verdict {
                    allowed: rule.action == Action::Allow,
                    reason: self.reason(policy, direction, rule),
                };
            }
            let isolating: Vec<usize> =
                tier.iter().copied().filter(|at| self.isolates(*at, direction)).collect();
            if !isolating.is_empty() {
                let told = isolating.iter().filter_map(|at| self.plan.policies.get(*at));
                let policies = told.map(|p| (p.object.reference(), p.object.place("/spec"))).collect();
                return Verdict { allowed: false, reason: Reason::NoRule { policies } };
            }
        }
        Verdict { allowed: true, reason: Reason::Default }
    }

    fn is_for(&self, policy: &Policy<'_>, network: usize) -> bool {
        match self.networks.all.get(network) {
            Some(network) if network.is_secondary() => policy.networks.contains(&network.name),
            _ => policy.networks.is_empty(),
        }
    }

    fn isolates(&self, policy: usize, direction: Direction) -> bool {
        self.plan.compiled.get(policy).is_some_and(|c| c.side(direction).isolates)
    }

    fn rules(&self, policy: usize, direction: Direction) -> Vec<(usize, &CompiledRule)> {
        let rules = self.plan.compiled.get(policy).map(|c| c.side(direction).rules.as_slice());
        rules.unwrap_or_default().iter().map(|rule| (policy, rule)).collect()
    }

    fn hits(
        &self,
        rule: &CompiledRule,
        peer: usize,
        target: usize,
        (protocol, port): (Protocol, u32),
    ) -> bool {
        if !rule.peers.contains(peer) {
            return false;
        }
        let Some(exact) = &rule.ports else { return true };
        let declared = self.who.classes.get(target).map(|c| c.ports.as_slice()).unwrap_or_default();
        let by_name = |(wanted, name): &(Option<Protocol>, String)| {
            named_ports(declared, *wanted, name).contains(protocol, port)
        };
        exact.contains(protocol, port) || rule.named.iter().any(by_name)
    }

    fn reason(&self, policy: usize, direction: Direction, rule: &CompiledRule) -> Reason {
        let Some(policy) = self.plan.policies.get(policy) else { return Reason::Default };
        let written = policy.side(direction).rules.get(rule.rule);
        let number = rule.rule + 1;
        let name = written.and_then(|r| r.name.clone());
        let pointer = written.map(|r| r.pointer.as_str()).unwrap_or_default();
        let object: Object<'_> = policy.object;
        Reason::Rule {
            policy: object.reference(),
            rule: name.unwrap_or_else(|| format!("{} rule #{number}", direction.as_str())),
            action: rule.action,
            place: object.place(pointer),
        }
    }
}

//! What the selectors and rules of a policy come to, by what they select.

use holdfast_model::InputKind;

use super::subjects::Subjects;
use super::{Code, Found};
use crate::compile::{CompiledRule, CompiledSide};
use crate::engine::Engine;
use crate::policy::{Action, Direction, Namespaces, Peer, Pods, Policy, PortMatch, Rule, Tier, title};
use crate::ports::PortSet;

/// Other policies of a namespace that a rule is compared with.
const MOST_COMPARED: usize = 200;

pub(super) fn subject(subjects: &Subjects<'_>, at: usize, policy: &Policy<'_>, found: &mut Found) {
    let pointer = subject_pointer(policy);
    if !subjects.selects_any(at) {
        let speaks = policy.ingress.applies || policy.egress.applies;
        if speaks {
            found.add(policy, pointer, Code::SelectsNothing, "selects no pod of the input");
        }
        return;
    }
    let allows = policy.ingress.rules.iter().chain(&policy.egress.rules).any(|r| r.action == Action::Allow);
    if allows
        && policy.tier == Tier::NAMESPACED
        && policy.subject.pods.is_all()
        && !policy.object.namespace().is_empty()
    {
        let message = "its rules hold for every pod of the namespace: the selector is empty";
        found.add(policy, pointer, Code::SelectsAllPods, message);
    }
}

fn subject_pointer(policy: &Policy<'_>) -> &'static str {
    match policy.object.kind() {
        "NetworkPolicy" | "MultiNetworkPolicy" if policy.object.group() != "projectcalico.org" => {
            "/spec/podSelector"
        }
        "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy" | "ClusterNetworkPolicy" => "/spec/subject",
        _ => "/spec",
    }
}

pub(super) fn rules(
    engine: &Engine<'_>,
    subjects: &Subjects<'_>,
    at: usize,
    policy: &Policy<'_>,
    found: &mut Found,
) {
    for direction in Direction::BOTH {
        let side = policy.side(direction);
        let Some(compiled) = engine.plan.compiled.get(at).map(|c| c.side(direction)) else { continue };
        for rule in &compiled.rules {
            let Some(written) = side.rules.get(rule.rule) else { continue };
            everyone(policy, written, found);
            nobody(engine, subjects, policy, (rule, written), found);
            overlaps(policy, written, found);
            let selected = subjects.in_direction(direction, at);
            unheard(engine, selected, policy, direction, (rule, written), found);
            if let Some(by) = covered(policy, compiled, rule, found, written) {
                found.add(policy, &written.pointer, Code::ShadowedRule, by);
            } else if let Some(other) = elsewhere(engine, subjects, at, direction, rule) {
                let message = format!("says nothing that {other} does not already allow");
                found.add(policy, &written.pointer, Code::ShadowedRule, message);
            }
        }
    }
}

/// `ingress: [{}]`: every peer on every port.
fn everyone(policy: &Policy<'_>, rule: &Rule, found: &mut Found) {
    if rule.action == Action::Allow
        && rule.ports.is_none()
        && rule.peers.contains(&Peer::Anyone)
        && rule.except.is_empty()
    {
        let message = "allows everyone on every port: an empty rule leaves nothing out";
        found.add(policy, &rule.pointer, Code::AllowsEveryone, message);
    }
}

fn nobody(
    engine: &Engine<'_>,
    subjects: &Subjects<'_>,
    policy: &Policy<'_>,
    (rule, written): (&CompiledRule, &Rule),
    found: &mut Found,
) {
    // Only where the peers' namespaces are in the input can it be said that nobody is there.
    let is_known = |pods: &Pods| match &pods.namespaces {
        Namespaces::Named(name) => subjects.inhabited.contains(name.as_str()),
        Namespaces::Matching(_) => policy.object.snapshot().cluster.input != InputKind::Files,
    };
    let known = |peer: &Peer| matches!(peer, Peer::Pods(pods) if is_known(pods));
    let pods_only = !written.peers.is_empty() && written.peers.iter().all(known);
    if pods_only && (0..engine.who.classes.len()).all(|class| !rule.peers.contains(class)) {
        let message = "its peers select no pod of the input";
        found.add(policy, &written.pointer, Code::PeerSelectsNothing, message);
    }
}

fn overlaps(policy: &Policy<'_>, rule: &Rule, found: &mut Found) {
    let blocks: Vec<_> = rule
        .peers
        .iter()
        .filter_map(|peer| match peer {
            Peer::Net { block, except } => Some((block, except.is_empty())),
            _ => None,
        })
        .collect();
    for (at, (inner, _)) in blocks.iter().enumerate() {
        let outer = blocks.iter().enumerate().find(|(other, (outer, whole))| {
            // Of two that are the same only the second says nothing new.
            *other != at && *whole && outer.contains(inner) && (*outer != *inner || *other < at)
        });
        if let Some((_, (outer, _))) = outer {
            let message = format!("{} lies within {}", inner.cidrs().join(","), outer.cidrs().join(","));
            found.add(policy, &rule.pointer, Code::CidrOverlaps, message);
        }
    }
}

/// Ports that none of the pods behind them declares, where all of them declare some.
fn unheard(
    engine: &Engine<'_>,
    selected: &[usize],
    policy: &Policy<'_>,
    direction: Direction,
    (rule, written): (&CompiledRule, &Rule),
    found: &mut Found,
) {
    let listeners: Vec<usize> = match direction {
        Direction::Ingress => selected.to_vec(),
        Direction::Egress => rule.peers.iter().take_while(|peer| *peer < engine.who.classes.len()).collect(),
    };
    let to_pods = direction == Direction::Ingress || written.peers.iter().all(|p| matches!(p, Peer::Pods(_)));
    let declares = |class: &usize| engine.who.classes.get(*class).is_some_and(|c| !c.ports.is_empty());
    if written.action != Action::Allow || !to_pods || listeners.is_empty() || !listeners.iter().all(declares)
    {
        return;
    }
    let mut heard = PortSet::none();
    let mut names = Vec::new();
    for port in listeners.iter().filter_map(|c| engine.who.classes.get(*c)).flat_map(|c| &c.ports) {
        heard = heard.union(&PortSet::port(port.protocol, port.port));
        names.push(port.name);
    }
    for port in written.ports.iter().flatten() {
        let told = match port {
            PortMatch::Exact(ports) if ports.intersect(&heard).is_empty() => ports.to_string(),
            PortMatch::Named { name, .. } if !names.contains(&name.as_str()) => format!("port {name}"),
            _ => continue,
        };
        let message = format!("{told} is declared by none of the pods it leads to");
        found.add(policy, &written.pointer, Code::PortNotListened, message);
    }
}

/// The rule of the same policy that already decides all of this one.
fn covered(
    policy: &Policy<'_>,
    side: &CompiledSide,
    rule: &CompiledRule,
    found: &mut Found,
    written: &Rule,
) -> Option<String> {
    let is_ordered = policy.tier != Tier::NAMESPACED || policy.object.kind() == "GlobalNetworkPolicy";
    for other in side.rules.iter().filter(|other| other.rule != rule.rule) {
        let same = within(rule, other) && within(other, rule);
        let earlier = other.rule < rule.rule;
        let decides = if is_ordered { earlier } else { other.action == rule.action && (!same || earlier) };
        if !decides || !within(rule, other) {
            continue;
        }
        let number = other.rule + 1;
        if same && other.action == rule.action {
            let message = format!("says the same as rule {number}");
            found.add(policy, &written.pointer, Code::DuplicateRule, message);
            return None;
        }
        return Some(format!("never decides: rule {number} already does for all it is about"));
    }
    None
}

/// Another policy whose rule allows all of this one, to all pods this one selects.
fn elsewhere(
    engine: &Engine<'_>,
    subjects: &Subjects<'_>,
    at: usize,
    direction: Direction,
    rule: &CompiledRule,
) -> Option<String> {
    let policy = engine.plan.policies.get(at)?;
    let own = subjects.in_direction(direction, at);
    if policy.tier != Tier::NAMESPACED || rule.action != Action::Allow || own.is_empty() {
        return None;
    }
    let near = subjects.of_namespace(policy.object.namespace()).iter().copied().filter(|other| *other != at);
    for other in near.take(MOST_COMPARED) {
        let there = engine.plan.policies.get(other).filter(|there| there.tier == policy.tier);
        let (Some(there), Some(side)) = (there, engine.plan.compiled.get(other).map(|c| c.side(direction)))
        else {
            continue;
        };
        let wider = side
            .rules
            .iter()
            .any(|o| o.action == Action::Allow && within(rule, o) && (!within(o, rule) || other < at));
        let theirs = subjects.in_direction(direction, other);
        if wider && own.iter().all(|class| theirs.binary_search(class).is_ok()) {
            return Some(title(there.object));
        }
    }
    None
}

/// Everything the one is about, the other is about too. Ports by name are compared by their names.
fn within(inner: &CompiledRule, outer: &CompiledRule) -> bool {
    let ports = match (&inner.ports, &outer.ports) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(inner), Some(outer)) => inner.minus(outer).is_empty(),
    };
    let named = outer.ports.is_none() || inner.named.iter().all(|name| outer.named.contains(name));
    // A rule about nobody is another finding.
    ports && named && !inner.peers.is_empty() && inner.peers.and_not(&outer.peers).is_empty()
}

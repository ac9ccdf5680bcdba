//! What makes an answer less than exact: told as gaps and notes, never kept quiet.

use holdfast_inventory::Snapshot;
use holdfast_model::Gap;
use rustc_hash::FxHashMap;

use crate::compile::Plan;
use crate::engine::{Engine, HostNetwork, Options};
use crate::policy::{Direction, gap, title};
use crate::who::Who;

/// The kinds of which two objects of one name would contradict each other.
const ONCE: &[&str] = &[
    "Namespace",
    "NetworkPolicy",
    "AdminNetworkPolicy",
    "BaselineAdminNetworkPolicy",
    "ClusterNetworkPolicy",
    "MultiNetworkPolicy",
    "UserDefinedNetwork",
    "ClusterUserDefinedNetwork",
];

pub(crate) fn twice(snapshot: &Snapshot, gaps: &mut Vec<Gap>) {
    let mut seen = FxHashMap::default();
    for kind in ONCE {
        for object in snapshot.of_kind(kind) {
            let key = (*kind, object.group(), object.namespace(), object.name());
            if seen.insert(key, object).is_some() {
                let effect =
                    "a cluster holds only one of them; of a policy all are counted, of a namespace the last";
                gaps.push(gap(object, "", "an object of this kind and name was given before", effect));
            }
        }
    }
}

pub(crate) fn host_network(who: &Who<'_>, options: Options, notes: &mut Vec<String>) {
    let on_host = who.workloads.iter().filter(|w| w.host_network).count();
    if on_host > 0 {
        let how = match options.host_network {
            HostNetwork::LikePods => {
                "policies are taken to hold for them, which many network plugins do not do"
            }
            HostNetwork::Exempt => "no policy is taken to hold for them",
        };
        notes.push(format!("{on_host} workloads are on the host's network: {how}"));
    }
}

/// Pods of one workload that policies treat differently: the list shows what any of them may do.
pub(crate) fn unlike_pods(engine: &Engine<'_>, gaps: &mut Vec<Gap>) {
    for workload in engine.workloads().iter().filter(|w| w.classes.len() > 1) {
        let alike = workload.classes.windows(2).all(|pair| match pair {
            [a, b] => are_alike(engine, workload.network, *a, *b),
            _ => true,
        });
        if !alike {
            gaps.push(Gap::new(
                workload.label(),
                "its pods carry different labels, and policies treat them differently",
                "its connections are those that any of its pods may make; some may make fewer",
            ));
        }
    }
}

fn are_alike(engine: &Engine<'_>, network: usize, a: usize, b: usize) -> bool {
    let rows = |direction| engine.row_id(network, direction, a) == engine.row_id(network, direction, b);
    let sides = engine.plan.compiled.iter().flat_map(|c| [&c.ingress, &c.egress]);
    let mut rules = sides.flat_map(|side| &side.rules);
    Direction::BOTH.into_iter().all(rows) && rules.all(|r| r.peers.contains(a) == r.peers.contains(b))
}

/// Names of ports that no pod declares: such a rule opens nothing today.
pub(crate) fn unknown_port_names(plan: &Plan<'_>, notes: &mut Vec<String>) {
    for (policy, compiled) in plan.policies.iter().zip(&plan.compiled) {
        for rule in [&compiled.ingress, &compiled.egress].into_iter().flat_map(|side| &side.rules) {
            for key in &rule.named {
                let classes = plan.layout.classes;
                let declared = plan.declared.get(key).into_iter().flatten();
                if !declared.into_iter().any(|(_, who)| who.iter().any(|at| at < classes)) {
                    notes.push(format!("{}: no pod declares a port named {:?}", title(policy.object), key.1));
                }
            }
        }
    }
}

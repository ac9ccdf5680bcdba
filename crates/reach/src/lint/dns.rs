//! Workloads that a denial of egress leaves without names.

use std::collections::BTreeMap;

use super::{Code, Found};
use crate::compile::CompiledRule;
use crate::engine::Engine;
use crate::policy::{Action, Direction};
use crate::ports::Protocol;

/// Namespace, label and port of the cluster's DNS.
const SERVERS: [(&str, &str, &str, u32); 2] = [
    ("kube-system", "k8s-app", "kube-dns", 53),
    ("openshift-dns", "dns.operator.openshift.io/daemonset-dns", "default", 5353),
];

/// Workloads named in one finding.
const MOST_NAMED: usize = 3;

pub(super) fn blocked(engine: &Engine<'_>, found: &mut Found) {
    let servers = servers(engine);
    let mut by_policy: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for workload in engine.workloads().iter().filter(|w| !w.host_network) {
        for &class in &workload.classes {
            let row = engine.row(workload.network, Direction::Egress, class);
            let reaches = if servers.is_empty() {
                // The servers are not in the input: a rule about their port is all there is to see.
                row.blocks.iter().any(|(_, ports)| ports.contains(Protocol::Udp, 53))
                    || speaks_of_dns(engine, class)
            } else {
                let one = |(server, port): &(usize, u32)| {
                    row.ports(*server).is_some_and(|ports| ports.contains(Protocol::Udp, *port))
                };
                servers.iter().any(one)
            };
            let isolating = engine.plan.selected(Direction::Egress, class).iter().copied();
            let first = isolating.into_iter().find(|at| engine.isolates(*at, Direction::Egress));
            if let (false, Some(policy)) = (reaches, first) {
                by_policy.entry(policy).or_default().push(workload.label());
                break;
            }
        }
    }
    for (at, workloads) in by_policy {
        let Some(policy) = engine.plan.policies.get(at) else { continue };
        let names = workloads.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = match workloads.len() - workloads.len().min(MOST_NAMED) {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        let message = format!("denies egress of {names}{more}, and nothing lets them resolve names (UDP 53)");
        found.add(policy, "/spec", Code::DnsBlocked, message);
    }
}

/// Some rule for the class allows UDP 53 to somebody, in the input or not.
fn speaks_of_dns(engine: &Engine<'_>, class: usize) -> bool {
    let policies = engine.plan.selected(Direction::Egress, class).iter();
    let rules = policies.filter_map(|at| engine.plan.compiled.get(*at)).flat_map(|c| &c.egress.rules);
    let allows = |rule: &CompiledRule| {
        rule.action == Action::Allow
            && rule.ports.as_ref().is_none_or(|ports| ports.contains(Protocol::Udp, 53))
    };
    rules.into_iter().any(allows)
}

/// Classes of the cluster's DNS servers, with their port.
fn servers(engine: &Engine<'_>) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    for (at, class) in engine.who.classes.iter().enumerate() {
        let namespace = engine.who.namespaces.get(class.namespace).map(|n| n.name);
        for (own, key, value, port) in SERVERS {
            if namespace == Some(own) && class.label(key) == Some(value) {
                found.push((at, port));
            }
        }
    }
    found
}

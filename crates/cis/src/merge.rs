use std::collections::BTreeMap;

use holdfast_inventory::node::{NodeFacts, NodeRole};

use crate::answer::Outcome;
use crate::assess::Judged;

/// A number that went differently on nodes of the same group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    pub number: &'static str,
    pub control: &'static str,
    /// `control plane`, `worker`.
    pub group: String,
    /// Outcome and the nodes it was seen on; the rarest first.
    pub outcomes: Vec<(&'static str, Vec<String>)>,
}

/// Differences between nodes of the same group: what should be alike and is not.
pub fn drifts(judged: &Judged, nodes: &[std::sync::Arc<NodeFacts>]) -> Vec<Drift> {
    let groups: BTreeMap<&str, String> =
        nodes.iter().filter_map(|n| Some((n.node.get()?.as_str(), group(&n.roles)))).collect();
    let mut seen: BTreeMap<(usize, &str), BTreeMap<&'static str, Vec<String>>> = BTreeMap::new();
    for answer in judged.answers.iter().filter(|a| a.subject.resource.kind == "Node") {
        let name = answer.subject.resource.name.as_str();
        let Some(group) = groups.get(name) else { continue };
        if matches!(answer.outcome, Outcome::Skipped(_)) {
            continue;
        }
        let at =
            judged.benchmark.entries.iter().position(|e| e.number == answer.entry.number).unwrap_or_default();
        let outcomes = seen.entry((at, group.as_str())).or_default();
        outcomes.entry(answer.outcome.word()).or_default().push(name.to_owned());
    }
    let differing = seen.into_iter().filter(|(_, outcomes)| outcomes.len() > 1);
    differing
        .filter_map(|((at, group), outcomes)| {
            let entry = judged.benchmark.entries.get(at)?;
            let mut outcomes: Vec<_> = outcomes.into_iter().collect();
            outcomes.sort_by_key(|(word, nodes)| (nodes.len(), *word));
            Some(Drift { number: entry.number, control: entry.control, group: group.to_owned(), outcomes })
        })
        .collect()
}

fn group(roles: &[NodeRole]) -> String {
    if roles.contains(&NodeRole::ControlPlane) {
        "control plane".to_owned()
    } else if roles.contains(&NodeRole::Etcd) {
        "etcd".to_owned()
    } else {
        "worker".to_owned()
    }
}

impl Judged {
    /// Nodes by how many numbers fail on them, the worst first.
    pub fn nodes_by_failures(&self) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for answer in self.answers.iter().filter(|a| a.subject.resource.kind == "Node") {
            let count = counts.entry(answer.subject.resource.name.as_str()).or_default();
            *count += usize::from(answer.outcome == Outcome::Fail);
        }
        let mut list: Vec<(String, usize)> =
            counts.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
        list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        list
    }
}

impl std::fmt::Display for Drift {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}) differs between {} nodes:", self.number, self.control, self.group)?;
        for (at, (word, nodes)) in self.outcomes.iter().enumerate() {
            let comma = if at == 0 { "" } else { ";" };
            write!(f, "{comma} {word} on {}", nodes.join(", "))?;
        }
        Ok(())
    }
}

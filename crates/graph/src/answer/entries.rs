use std::collections::BTreeMap;

use crate::graph::{Graph, Label};
use crate::vertex::{VertexId, VertexKind};

/// Where an attacker may begin: one of several vertices that are the same to a person.
#[derive(Clone, Debug)]
pub struct Entry {
    pub label: Label,
    /// The class of pods on each of its nodes; one vertex for everything else.
    pub vertices: Vec<VertexId>,
    /// Reached from outside the cluster.
    pub exposed: bool,
}

impl Graph {
    /// The Internet, where something leads in from it, and every workload: each may fall one day.
    pub fn entries(&self) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::new();
        if let Some(internet) = self.of_kind(VertexKind::Internet).next() {
            all.push(Entry { label: self.label(internet), vertices: vec![internet], exposed: true });
        }
        let exposed = self.exposed();
        let mut classes: BTreeMap<Label, Vec<VertexId>> = BTreeMap::new();
        for instance in &self.instances {
            let label = Label { node: None, ..self.label(instance.base) };
            classes.entry(label).or_default().push(instance.base);
        }
        all.extend(classes.into_iter().map(|(label, vertices)| {
            let open = vertices.iter().any(|v| exposed.get(v.at()).copied().unwrap_or_default());
            Entry { label, vertices, exposed: open }
        }));
        all
    }

    /// The vertices as one entry each.
    pub fn entry(&self, vertices: &[VertexId]) -> Option<Entry> {
        let label = Label { node: None, ..self.label(*vertices.first()?) };
        Some(Entry { label, vertices: vertices.to_vec(), exposed: false })
    }

    /// Pods of which a container listens where the Internet connects to.
    fn exposed(&self) -> Vec<bool> {
        let mut found = vec![false; self.len()];
        for internet in self.of_kind(VertexKind::Internet) {
            for (_, first) in self.out(internet) {
                for (_, second) in self.out(first.to) {
                    let pod = self.instance(self.vertex(second.to)).map(|i| i.base.at());
                    if let Some(flag) = pod.and_then(|at| found.get_mut(at)) {
                        *flag = true;
                    }
                }
            }
        }
        found
    }

    /// What nobody may reach: the administrator of the cluster, every node, every Secret, data its owner marked.
    pub fn jewels(&self) -> Vec<VertexId> {
        let mut found: Vec<VertexId> = self
            .ids()
            .filter(|id| {
                let vertex = self.vertex(*id);
                match vertex.kind {
                    VertexKind::ClusterAdmin | VertexKind::EveryNode | VertexKind::Critical => true,
                    VertexKind::Secrets => self.text(vertex.namespace).is_empty(),
                    _ => false,
                }
            })
            .collect();
        found.sort_by_key(|id| (jewel_rank(self.vertex(*id).kind), self.label(*id)));
        found
    }
}

fn jewel_rank(kind: VertexKind) -> u8 {
    match kind {
        VertexKind::ClusterAdmin => 0,
        VertexKind::EveryNode => 1,
        VertexKind::Secrets => 2,
        _ => 3,
    }
}

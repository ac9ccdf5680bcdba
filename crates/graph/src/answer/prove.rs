use std::collections::{BTreeMap, BTreeSet};

use holdfast_inventory::Snapshot;
use holdfast_model::PatchOp;

use super::ways::Ways;
use super::{Answers, Chosen, Entry};
use crate::facts::Facts;
use crate::graph::{Graph, Label};
use crate::vertex::{VertexId, VertexKind};

/// Rounds of changes that are made before paths are said to be left. Each builds a graph anew.
const MOST_ROUNDS: usize = 8;

/// What was asked, by names: numbers of vertices differ between graphs, and so do the nodes that make a difference.
struct Asked {
    entries: Names,
    targets: Names,
}

#[derive(Default)]
struct Names {
    kinds: BTreeSet<VertexKind>,
    labels: BTreeSet<Label>,
}

impl Answers {
    /// Makes the changes to the snapshot, judges it anew, and counts the paths of the same entries that are left.
    ///
    /// A change may open a way that was of no use before: where a namespace gets a Pod Security label, whoever may take
    /// it off again counts. Such ways are stopped by more changes, which join the others as the next round, until no
    /// path is left, no change with a patch is known, or the rounds are over.
    pub fn prove(&mut self, graph: &Graph, snapshot: &Snapshot) {
        if self.fixes.chosen.iter().any(|chosen| chosen.fix.ops.is_empty()) {
            return;
        }
        let asked = self.asked(graph);
        let mut latest: Option<Snapshot> = None;
        let mut made = std::mem::take(&mut self.fixes.chosen);
        for round in 1..=MOST_ROUNDS {
            if made.is_empty() {
                return;
            }
            let patched = patched(latest.as_ref().unwrap_or(snapshot), &made);
            self.fixes.chosen.append(&mut made);
            let after = Graph::build(&Facts::new(&patched));
            let (ways, entries, targets) = (Ways::new(&after), asked.entries(&after), asked.targets(&after));
            let left = ways.paths(&entries, &targets).len();
            self.after = Some(left);
            // Changes name objects by their numbers, which hold as long as no object goes.
            if left == 0 || patched.len() != snapshot.len() {
                return;
            }
            made = ways.fixes(&entries, &targets).chosen;
            made.retain(|more| self.is_more(more));
            for chosen in &mut made {
                chosen.round = round;
            }
            latest = Some(patched);
        }
    }

    /// A change that can be made and has not been: what was made once and is still called for helps nothing.
    fn is_more(&self, chosen: &Chosen) -> bool {
        !chosen.fix.ops.is_empty() && self.fixes.chosen.iter().all(|made| made.fix != chosen.fix)
    }

    fn asked(&self, graph: &Graph) -> Asked {
        let starts = self.entries.iter().flat_map(|entry| &entry.vertices);
        Asked { entries: Names::of(graph, starts), targets: Names::of(graph, &self.targets) }
    }
}

impl Asked {
    fn entries(&self, graph: &Graph) -> Vec<Entry> {
        let mut found: BTreeMap<Label, Vec<VertexId>> = BTreeMap::new();
        for (label, id) in self.entries.find(graph) {
            found.entry(label).or_default().push(id);
        }
        found.into_iter().map(|(label, vertices)| Entry { label, vertices, exposed: false }).collect()
    }

    fn targets(&self, graph: &Graph) -> Vec<VertexId> {
        self.targets.find(graph).map(|(_, id)| id).collect()
    }
}

impl Names {
    fn of<'v>(graph: &Graph, vertices: impl IntoIterator<Item = &'v VertexId>) -> Self {
        let mut names = Self::default();
        for id in vertices {
            names.kinds.insert(graph.vertex(*id).kind);
            names.labels.insert(anywhere(graph, *id));
        }
        names
    }

    fn find(&self, graph: &Graph) -> impl Iterator<Item = (Label, VertexId)> {
        let of_kind = graph.ids().filter(|id| self.kinds.contains(&graph.vertex(*id).kind));
        of_kind.map(|id| (anywhere(graph, id), id)).filter(|(label, _)| self.labels.contains(label))
    }
}

/// The vertex's name, whatever node it is on.
fn anywhere(graph: &Graph, id: VertexId) -> Label {
    Label { node: None, ..graph.label(id) }
}

fn patched(snapshot: &Snapshot, made: &[Chosen]) -> Snapshot {
    let patches: Vec<(u32, &[PatchOp])> =
        made.iter().map(|chosen| (chosen.fix.object, chosen.fix.ops.as_slice())).collect();
    snapshot.patched(&patches)
}

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::ways::Ways;
use super::{Entry, Path};
use crate::algo::{Csr, NONE, dominators};
use crate::emit::small;
use crate::vertex::{VertexId, VertexKind};

/// Most choke points told.
const MOST: usize = 10;

/// A vertex that every path of some entries passes.
#[derive(Clone, Debug)]
pub struct Choke {
    pub vertex: VertexId,
    /// How many entries reach jewels only through it.
    pub entries: usize,
}

impl Ways<'_> {
    /// The vertices without which most entries reach no jewel: dominators of the graph seen from the jewels.
    pub(crate) fn chokes(&self, entries: &[Entry], paths: &[Path], targets: &[VertexId]) -> Vec<Choke> {
        let root = small(self.graph.len());
        let back = (0..root).flat_map(|v| self.backward.out(v).map(move |(before, _)| (v, before)));
        let mut pairs: Vec<(u32, u32)> = back.collect();
        pairs.extend(targets.iter().map(|target| (root, target.0)));
        let idom = dominators(&Csr::new(self.graph.len() + 1, pairs.iter().copied()), root);
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        let mut last = None;
        for path in paths.iter().filter(|p| last.replace(p.entry) != Some(p.entry)) {
            let Some(start) = path.steps.first().map(|edge| self.graph.edge(*edge).from) else { continue };
            // Pods on several nodes have as many ways: what is common to all of them is further on.
            if entries.get(path.entry).is_some_and(|entry| entry.vertices.len() > 1) {
                continue;
            }
            let mut here = idom.get(start.at()).copied().unwrap_or(NONE);
            while here != NONE && here != root {
                *counts.entry(here).or_default() += 1;
                here = idom.get(here as usize).copied().unwrap_or(NONE);
            }
        }
        let same_as_next = |vertex: u32, count: usize| {
            let next = idom.get(vertex as usize).copied().unwrap_or(NONE);
            counts.get(&next) == Some(&count) && !self.is_jewel(VertexId(next))
        };
        let told = counts
            .iter()
            .filter(|(v, count)| **count > 1 && !self.is_jewel(VertexId(**v)) && !same_as_next(**v, **count));
        let mut found: Vec<Choke> =
            told.map(|(v, count)| Choke { vertex: VertexId(*v), entries: *count }).collect();
        found.sort_by_key(|choke| (Reverse(choke.entries), choke.vertex));
        found.truncate(MOST);
        found
    }

    fn is_jewel(&self, vertex: VertexId) -> bool {
        let vertex = self.graph.vertices.get(vertex.at());
        vertex.is_some_and(|v| match v.kind {
            VertexKind::ClusterAdmin | VertexKind::EveryNode | VertexKind::Critical => true,
            VertexKind::Secrets => self.graph.text(v.namespace).is_empty(),
            _ => false,
        })
    }
}

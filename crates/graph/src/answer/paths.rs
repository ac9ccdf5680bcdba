use super::Entry;
use super::ways::Ways;
use crate::algo::{NONE, derive, reachable, toward};
use crate::graph::EdgeId;
use crate::vertex::{VertexId, VertexKind};

/// Entries for which conditions of several premises are followed one by one.
const MOST_DERIVED: usize = 2_000;

/// The cheapest way of one entry to one target.
#[derive(Clone, Debug)]
pub struct Path {
    /// Place in the entries asked about.
    pub entry: usize,
    pub target: VertexId,
    pub cost: u32,
    /// In the order taken; where a step needs several things, all that lead to them come before it.
    pub steps: Vec<EdgeId>,
}

impl Ways<'_> {
    /// The cheapest path of every entry to every target. Where an entry gets to be the administrator of the cluster
    /// and that is asked about, its paths to other targets say nothing new, and are left out.
    pub(crate) fn paths(&self, entries: &[Entry], targets: &[VertexId]) -> Vec<Path> {
        let mut found = Vec::new();
        for target in targets {
            found.extend(self.paths_to(entries, *target));
        }
        let admin = |target: VertexId| self.graph.vertex(target).kind == VertexKind::ClusterAdmin;
        let admins: Vec<usize> =
            found.iter().filter(|path| admin(path.target)).map(|path| path.entry).collect();
        found.retain(|path| admin(path.target) || admins.binary_search(&path.entry).is_err());
        found.sort_by_key(|path| (path.entry, path.target));
        found
    }

    fn paths_to(&self, entries: &[Entry], target: VertexId) -> Vec<Path> {
        let simple = |vertex: u32| self.graph.vertex(VertexId(vertex)).kind != VertexKind::All;
        let toward = toward(&self.backward, &[target.0], |edge| self.weight(edge), simple);
        let cost = |v: &VertexId| toward.cost.get(v.at()).copied().unwrap_or(u32::MAX);
        let mut found = Vec::new();
        let mut open = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            match entry.vertices.iter().min_by_key(|v| cost(v)).filter(|v| cost(v) < u32::MAX) {
                Some(start) if *start != target => {
                    let steps = self.follow(*start, &toward.next);
                    found.push(Path { entry: at, target, cost: cost(start), steps });
                }
                Some(_) => {}
                None => open.push(at),
            }
        }
        if !self.all.is_empty() {
            found.extend(self.through_all(entries, &open, target));
        }
        found
    }

    fn follow(&self, from: VertexId, next: &[u32]) -> Vec<EdgeId> {
        let mut steps = Vec::new();
        let mut here = from;
        while let Some(edge) = next.get(here.at()).filter(|edge| **edge != NONE) {
            steps.push(EdgeId(*edge));
            here = self.graph.edge(EdgeId(*edge)).to;
        }
        steps
    }

    /// Entries that reach the target only where several things come together: followed exactly, one by one.
    fn through_all(&self, entries: &[Entry], open: &[usize], target: VertexId) -> Vec<Path> {
        let may = reachable(&self.backward, &[target.0], |_| true);
        let reaches = |at: &&usize| {
            let vertices = entries.get(**at).map(|e| e.vertices.as_slice()).unwrap_or_default();
            vertices.iter().any(|v| may.get(v.at()).copied().unwrap_or_default())
        };
        let asked = open.iter().filter(reaches).take(MOST_DERIVED);
        asked.filter_map(|at| self.derived(*at, entries.get(*at)?, target)).collect()
    }

    fn derived(&self, at: usize, entry: &Entry, target: VertexId) -> Option<Path> {
        let from: Vec<u32> = entry.vertices.iter().map(|v| v.0).collect();
        let derivation = derive(&self.forward, &from, |vertex| self.needs(vertex));
        derivation.order.get(target.at()).filter(|order| **order != NONE)?;
        let (mut open, mut wanted, mut steps) = (vec![target], vec![false; self.graph.len()], Vec::new());
        while let Some(here) = open.pop() {
            let Some(flag) = wanted.get_mut(here.at()).filter(|flag| !**flag) else { continue };
            *flag = true;
            for edge in derivation.by.get(here.at()).into_iter().flatten() {
                steps.push(EdgeId(*edge));
                open.push(self.graph.edge(EdgeId(*edge)).from);
            }
        }
        let order = |v: VertexId| derivation.order.get(v.at()).copied().unwrap_or(NONE);
        steps.retain(|edge| {
            let edge = self.graph.edge(*edge);
            order(edge.from) < order(edge.to)
        });
        steps.sort_by_key(|edge| (order(self.graph.edge(*edge).to), order(self.graph.edge(*edge).from)));
        let cost = steps.iter().map(|edge| self.weight(edge.0)).sum();
        Some(Path { entry: at, target, cost, steps })
    }

    /// Everything that follows from an entry, with a way to it: the blast radius.
    pub(crate) fn radius(&self, entry: &Entry) -> Vec<VertexId> {
        let from: Vec<u32> = entry.vertices.iter().map(|v| v.0).collect();
        let derivation = derive(&self.forward, &from, |vertex| self.needs(vertex));
        let mut held: Vec<(u32, VertexId)> = (0u32..)
            .zip(&derivation.order)
            .filter(|(_, order)| **order != NONE)
            .map(|(vertex, order)| (*order, VertexId(vertex)))
            .collect();
        held.sort_unstable();
        held.into_iter().map(|(_, vertex)| vertex).filter(|v| !entry.vertices.contains(v)).collect()
    }
}

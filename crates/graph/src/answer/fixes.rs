use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::Entry;
use super::ways::Ways;
use crate::algo::{Flow, NONE, reachable};
use crate::emit::small;
use crate::graph::{EdgeId, Graph};
use crate::proof::Fix;
use crate::vertex::VertexId;

/// A capacity nothing is cut for.
const FIRM: u64 = crate::algo::INFINITE;
/// Up to so many fixes, each is tried for being needed and the order of most effect is found.
const MOST_ORDERED: usize = 24;

/// One change, and what it stops.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub fix: Fix,
    /// The edges it removes.
    pub edges: Vec<EdgeId>,
    /// Pairs of entry and jewel that are left once this and the changes before it are made.
    pub left: usize,
}

/// The cheapest changes that together leave no path.
#[derive(Clone, Debug, Default)]
pub struct Fixes {
    pub chosen: Vec<Chosen>,
    /// Places of entries that reach a jewel by steps no known change takes away.
    pub firm: Vec<usize>,
}

/// The change an edge goes with: equal changes are one.
type Groups<'g> = Vec<(&'g Fix, Vec<EdgeId>)>;

impl Ways<'_> {
    /// A minimum cut between entries and targets, where cutting costs the effort of the change.
    pub(crate) fn fixes(&self, entries: &[Entry], targets: &[VertexId]) -> Fixes {
        let relevant = self.relevant(entries, targets);
        let (groups, group_of) = self.groups(&relevant);
        let firm = self.firm(entries, targets, &group_of);
        let cut = self.cut(entries, targets, &relevant, &groups, &group_of, &firm);
        let chosen = self.needed(entries, targets, &firm, cut, &groups);
        let chosen = self.ordered(entries, targets, &firm, chosen, &groups);
        Fixes { chosen, firm }
    }

    /// Vertices on some way from an entry to a target.
    fn relevant(&self, entries: &[Entry], targets: &[VertexId]) -> Vec<bool> {
        let from: Vec<u32> = entries.iter().flat_map(|e| e.vertices.iter().map(|v| v.0)).collect();
        let to: Vec<u32> = targets.iter().map(|v| v.0).collect();
        let mut ahead = reachable(&self.forward, &from, |_| true);
        let back = reachable(&self.backward, &to, |_| true);
        ahead.iter_mut().zip(back).for_each(|(a, b)| *a &= b);
        ahead
    }

    /// Edges by the change that removes them, and the group of each edge.
    fn groups(&self, relevant: &[bool]) -> (Groups<'_>, Vec<u32>) {
        let graph = self.graph;
        let on = |v: VertexId| relevant.get(v.at()).copied().unwrap_or_default();
        let mut known: FxHashMap<&Fix, u32> = FxHashMap::default();
        let mut groups: Groups<'_> = Vec::new();
        let mut of_edge = vec![NONE; graph.edges().len()];
        for (at, edge) in (0u32..).zip(graph.edges()) {
            if edge.latent || !on(edge.from) || !on(edge.to) {
                continue;
            }
            let Some(fix) = graph.proof(*edge).fix.as_ref() else { continue };
            let group = *known.entry(fix).or_insert_with(|| {
                groups.push((fix, Vec::new()));
                small(groups.len() - 1)
            });
            if let (Some((_, edges)), Some(slot)) =
                (groups.get_mut(group as usize), of_edge.get_mut(at as usize))
            {
                edges.push(EdgeId(at));
                *slot = group;
            }
        }
        (groups, of_edge)
    }

    /// Entries that get there by steps nothing removes.
    fn firm(&self, entries: &[Entry], targets: &[VertexId], group_of: &[u32]) -> Vec<usize> {
        let fixable = |edge: EdgeId| group_of.get(edge.at()).is_some_and(|group| *group != NONE);
        let rest = Ways::without(self.graph, fixable);
        let to: Vec<u32> = targets.iter().map(|v| v.0).collect();
        let back = reachable(&rest.backward, &to, |_| true);
        let reaches = |v: &VertexId| back.get(v.at()).copied().unwrap_or_default();
        let firm = entries.iter().enumerate().filter(|(_, entry)| entry.vertices.iter().any(reaches));
        firm.map(|(at, _)| at).collect()
    }

    fn cut(
        &self,
        entries: &[Entry],
        targets: &[VertexId],
        relevant: &[bool],
        groups: &Groups<'_>,
        group_of: &[u32],
        firm: &[usize],
    ) -> Vec<u32> {
        let count = self.graph.len();
        let (source, sink) = (small(count), small(count + 1));
        let mut flow = Flow::new(count + 2);
        for (_, entry) in entries.iter().enumerate().filter(|(at, _)| !firm.contains(at)) {
            for vertex in &entry.vertices {
                flow.arc(source, vertex.0, FIRM);
            }
        }
        for target in targets {
            flow.arc(target.0, sink, FIRM);
        }
        // A change that removes several edges is cut once: they pass through it.
        let gates: Vec<(u32, u32)> = groups
            .iter()
            .map(|(fix, _)| {
                let (before, after) = (flow.vertex(), flow.vertex());
                flow.arc(before, after, fix.effort.max(1).into());
                (before, after)
            })
            .collect();
        let on = |v: VertexId| relevant.get(v.at()).copied().unwrap_or_default();
        let edges = self.graph.edges().iter().zip(group_of);
        for (edge, group) in edges.filter(|(e, _)| !e.latent && on(e.from) && on(e.to)) {
            match gates.get(*group as usize) {
                Some((before, after)) => {
                    flow.arc(edge.from.0, *before, FIRM);
                    flow.arc(*after, edge.to.0, FIRM);
                }
                None => flow.arc(edge.from.0, edge.to.0, FIRM),
            }
        }
        flow.run(source, sink);
        let side = flow.source_side();
        let inside = |v: u32| side.get(v as usize).copied().unwrap_or_default();
        let crossed = (0u32..).zip(&gates).filter(|(_, (before, after))| inside(*before) && !inside(*after));
        crossed.map(|(group, _)| group).collect()
    }

    /// Without those that the others make unnecessary: gates let ways cross that do not meet.
    fn needed(
        &self,
        entries: &[Entry],
        targets: &[VertexId],
        firm: &[usize],
        cut: Vec<u32>,
        groups: &Groups<'_>,
    ) -> Vec<u32> {
        if cut.len() > MOST_ORDERED {
            return cut;
        }
        let mut kept = cut;
        let effort = |group: &u32| groups.get(*group as usize).map_or(0, |(fix, _)| fix.effort);
        kept.sort_by_key(|group| Reverse(effort(group)));
        let mut at = 0;
        while at < kept.len() {
            let mut fewer = kept.clone();
            fewer.remove(at);
            if self.left(entries, targets, firm, &fewer, groups) == 0 {
                kept = fewer;
            } else {
                at += 1;
            }
        }
        kept
    }

    /// In the order in which each next one stops most.
    fn ordered(
        &self,
        entries: &[Entry],
        targets: &[VertexId],
        firm: &[usize],
        mut open: Vec<u32>,
        groups: &Groups<'_>,
    ) -> Vec<Chosen> {
        let mut made: Vec<u32> = Vec::new();
        let mut chosen = Vec::new();
        let exact = open.len() <= MOST_ORDERED;
        while !open.is_empty() {
            let with = |group: u32| [made.as_slice(), &[group]].concat();
            let scored = open.iter().enumerate().map(|(at, group)| {
                let left = if exact { self.left(entries, targets, firm, &with(*group), groups) } else { 0 };
                (left, at)
            });
            let Some((left, at)) = scored.min() else { break };
            let group = open.remove(at);
            made.push(group);
            if let Some((fix, edges)) = groups.get(group as usize) {
                chosen.push(Chosen { fix: (*fix).clone(), edges: edges.clone(), left });
            }
        }
        chosen
    }

    /// Pairs of entry and target that are left without the edges of some changes.
    fn left(
        &self,
        entries: &[Entry],
        targets: &[VertexId],
        firm: &[usize],
        made: &[u32],
        groups: &Groups<'_>,
    ) -> usize {
        let gone: BTreeSet<EdgeId> = made
            .iter()
            .filter_map(|group| groups.get(*group as usize))
            .flat_map(|(_, edges)| edges.iter().copied())
            .collect();
        let ways = Ways::without(self.graph, |edge| gone.contains(&edge));
        let others: Vec<Entry> =
            entries.iter().enumerate().filter(|(at, _)| !firm.contains(at)).map(|(_, e)| e.clone()).collect();
        ways.pairs(&others, targets)
    }

    /// How many pairs of entry and target there are, whatever leads there.
    pub(crate) fn pairs(&self, entries: &[Entry], targets: &[VertexId]) -> usize {
        let mut count = 0;
        for target in targets {
            let back = reachable(&self.backward, &[target.0], |_| true);
            let reaches = |v: &VertexId| v != target && back.get(v.at()).copied().unwrap_or_default();
            count += entries.iter().filter(|entry| entry.vertices.iter().any(reaches)).count();
        }
        count
    }
}

impl Graph {
    /// Patches by object, of the changes that have one.
    pub(crate) fn patches(chosen: &[Chosen]) -> BTreeMap<u32, Vec<holdfast_model::PatchOp>> {
        let mut patches: BTreeMap<u32, Vec<_>> = BTreeMap::new();
        for chosen in chosen.iter().filter(|c| !c.fix.ops.is_empty()) {
            patches.entry(chosen.fix.object).or_default().extend(chosen.fix.ops.iter().cloned());
        }
        patches
    }
}

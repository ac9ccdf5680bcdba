use std::cmp::Reverse;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Entry;
use super::ways::Ways;
use crate::algo::{Flow, NONE, reachable};
use crate::emit::small;
use crate::graph::EdgeId;
use crate::proof::Fix;
use crate::vertex::VertexId;

/// A capacity nothing is cut for.
const FIRM: u64 = crate::algo::INFINITE;
/// Up to so many fixes, each is tried for being needed and the order of most effect is found.
const MOST_ORDERED: usize = 16;

/// One change, and what it stops.
#[derive(Clone, Debug)]
pub struct Chosen {
    pub fix: Fix,
    /// Kinds of the steps it takes away, sorted.
    pub stops: Vec<&'static str>,
    /// Pairs of entry and jewel that are left once this and the changes before it are made, but for ways that open
    /// only by them.
    pub left: usize,
    /// 0, or the number of rounds of changes that opened the ways it stops.
    pub round: usize,
}

/// The cheapest changes that together leave no path.
#[derive(Clone, Debug, Default)]
pub struct Fixes {
    pub chosen: Vec<Chosen>,
    /// Places of entries that reach a jewel by steps no known change takes away.
    pub firm: Vec<usize>,
}

/// What changes are weighed against.
struct Case<'c> {
    /// Those that some change can stop.
    entries: &'c [Entry],
    targets: &'c [VertexId],
    groups: &'c Groups<'c>,
    /// The group of each edge.
    group_of: &'c [u32],
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
        let loose: Vec<Entry> =
            entries.iter().zip(&firm).filter(|(_, firm)| !**firm).map(|(entry, _)| entry.clone()).collect();
        let case = Case { entries: &loose, targets, groups: &groups, group_of: &group_of };
        let chosen = self.ordered(&case, self.needed(&case, cut));
        let firm = firm.iter().enumerate().filter(|(_, firm)| **firm).map(|(at, _)| at).collect();
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

    /// For each entry: whether it gets there by steps nothing removes.
    fn firm(&self, entries: &[Entry], targets: &[VertexId], group_of: &[u32]) -> Vec<bool> {
        let to: Vec<u32> = targets.iter().map(|v| v.0).collect();
        let firm = |edge: u32| group_of.get(edge as usize).is_none_or(|group| *group == NONE);
        let back = reachable(&self.backward, &to, firm);
        let reaches = |v: &VertexId| back.get(v.at()).copied().unwrap_or_default();
        entries.iter().map(|entry| entry.vertices.iter().any(reaches)).collect()
    }

    fn cut(
        &self,
        entries: &[Entry],
        targets: &[VertexId],
        relevant: &[bool],
        groups: &Groups<'_>,
        group_of: &[u32],
        firm: &[bool],
    ) -> Vec<u32> {
        let count = self.graph.len();
        let (source, sink) = (small(count), small(count + 1));
        let mut flow = Flow::new(count + 2);
        for (entry, _) in entries.iter().zip(firm).filter(|(_, firm)| !**firm) {
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

    /// The pairs of entry and target that are left without the edges of some changes; entries that are firm do not count.
    fn left(&self, case: &Case<'_>, made: &[u32]) -> usize {
        let open = |edge: u32| case.group_of.get(edge as usize).is_none_or(|group| !made.contains(group));
        self.pairs_by(case.entries, case.targets, open)
    }

    /// Without those that the others make unnecessary: gates let ways cross that do not meet.
    fn needed(&self, case: &Case<'_>, mut kept: Vec<u32>) -> Vec<u32> {
        if kept.len() > MOST_ORDERED {
            return kept;
        }
        let effort = |group: &u32| case.groups.get(*group as usize).map_or(0, |(fix, _)| fix.effort);
        kept.sort_by_key(|group| Reverse(effort(group)));
        let mut at = 0;
        while at < kept.len() {
            let mut fewer = kept.clone();
            fewer.remove(at);
            if self.left(case, &fewer) == 0 {
                kept = fewer;
            } else {
                at += 1;
            }
        }
        kept
    }

    /// In the order in which each next one stops most; of many, in the order of their effort.
    fn ordered(&self, case: &Case<'_>, mut open: Vec<u32>) -> Vec<Chosen> {
        let mut made: Vec<u32> = Vec::new();
        let mut chosen = Vec::new();
        let exact = open.len() <= MOST_ORDERED;
        while !open.is_empty() {
            let scored = open.iter().enumerate().map(|(at, group)| {
                let with = [made.as_slice(), &[*group]].concat();
                (if exact { self.left(case, &with) } else { 0 }, at)
            });
            let Some((_, at)) = scored.min() else { break };
            let group = open.remove(at);
            made.push(group);
            if let Some((fix, edges)) = case.groups.get(group as usize) {
                chosen.push(Chosen {
                    fix: (*fix).clone(),
                    stops: self.kinds(edges),
                    left: self.left(case, &made),
                    round: 0,
                });
            }
        }
        chosen
    }

    fn kinds(&self, edges: &[EdgeId]) -> Vec<&'static str> {
        let kinds: BTreeSet<&'static str> =
            edges.iter().map(|edge| self.graph.kind(self.graph.edge(*edge)).id).collect();
        kinds.into_iter().collect()
    }

    /// How many pairs of entry and target there are, whatever leads there.
    pub(crate) fn pairs(&self, entries: &[Entry], targets: &[VertexId]) -> usize {
        self.pairs_by(entries, targets, |_| true)
    }

    /// The same by the edges that are open.
    fn pairs_by(&self, entries: &[Entry], targets: &[VertexId], open: impl Fn(u32) -> bool) -> usize {
        let mut count = 0;
        for target in targets {
            let back = reachable(&self.backward, &[target.0], &open);
            let reaches = |v: &VertexId| v != target && back.get(v.at()).copied().unwrap_or_default();
            count += entries.iter().filter(|entry| entry.vertices.iter().any(reaches)).count();
        }
        count
    }
}

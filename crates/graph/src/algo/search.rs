use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Csr, NONE};

/// The cheapest way from every vertex to the nearest of some targets.
#[derive(Debug)]
pub(crate) struct Toward {
    /// `u32::MAX` where there is no way.
    pub(crate) cost: Vec<u32>,
    /// The pair to take first; `NONE` at targets and where there is no way.
    pub(crate) next: Vec<u32>,
}

/// Dijkstra against the edges. `backward` leads from a vertex to those before it; `weight` is that of a pair;
/// vertices that are not `open` are never entered.
pub(crate) fn toward(
    backward: &Csr,
    targets: &[u32],
    weight: impl Fn(u32) -> u32,
    open: impl Fn(u32) -> bool,
) -> Toward {
    let mut found = Toward { cost: vec![u32::MAX; backward.len()], next: vec![NONE; backward.len()] };
    let mut heap = BinaryHeap::new();
    for target in targets {
        if let Some(cost) = found.cost.get_mut(*target as usize) {
            *cost = 0;
            heap.push(Reverse((0u32, *target)));
        }
    }
    while let Some(Reverse((cost, here))) = heap.pop() {
        if found.cost.get(here as usize).is_none_or(|best| *best < cost) {
            continue;
        }
        for (before, pair) in backward.out(here) {
            let next = cost.saturating_add(weight(pair));
            let Some(best) = found.cost.get_mut(before as usize) else { continue };
            if next < *best && open(before) {
                *best = next;
                if let Some(step) = found.next.get_mut(before as usize) {
                    *step = pair;
                }
                heap.push(Reverse((next, before)));
            }
        }
    }
    found
}

/// Vertices reached from some, themselves included.
pub(crate) fn reachable(forward: &Csr, from: &[u32], open: impl Fn(u32) -> bool) -> Vec<bool> {
    let mut seen = vec![false; forward.len()];
    let mut stack = Vec::new();
    let visit = |at: u32, stack: &mut Vec<u32>, seen: &mut Vec<bool>| {
        if let Some(flag) = seen.get_mut(at as usize).filter(|flag| !**flag) {
            *flag = true;
            stack.push(at);
        }
    };
    for start in from {
        visit(*start, &mut stack, &mut seen);
    }
    while let Some(here) = stack.pop() {
        for (next, _) in forward.out(here) {
            if open(next) {
                visit(next, &mut stack, &mut seen);
            }
        }
    }
    seen
}

use std::collections::VecDeque;

use super::{Csr, NONE};

/// What follows from some vertices, where a vertex may need all of its premises.
#[derive(Debug)]
pub(crate) struct Derivation {
    /// In which order vertices came to hold; `NONE` for those that do not.
    pub(crate) order: Vec<u32>,
    /// The pairs by which each vertex came to hold: one, or all of a vertex that needs all.
    pub(crate) by: Vec<Vec<u32>>,
}

/// Forward chaining with counters, linear in the graph: William F. Dowling and Jean H. Gallier, "Linear-time algorithms
/// for testing the satisfiability of propositional Horn formulae", 1984. `needs` is how many distinct predecessors a
/// vertex needs, 1 for most.
pub(crate) fn derive(forward: &Csr, from: &[u32], needs: impl Fn(u32) -> u32) -> Derivation {
    let count = forward.len();
    let mut found = Derivation { order: vec![NONE; count], by: vec![Vec::new(); count] };
    let mut open = VecDeque::new();
    let mut number = 0;
    let mut hold = |at: u32, found: &mut Derivation, open: &mut VecDeque<u32>| {
        if let Some(order) = found.order.get_mut(at as usize).filter(|o| **o == NONE) {
            *order = number;
            number += 1;
            open.push_back(at);
        }
    };
    for start in from {
        hold(*start, &mut found, &mut open);
    }
    while let Some(here) = open.pop_front() {
        let mut last = NONE;
        for (next, pair) in forward.out(here) {
            // Several edges between two vertices are one premise.
            let again = std::mem::replace(&mut last, next) == next;
            if again || found.order.get(next as usize).is_none_or(|o| *o != NONE) {
                continue;
            }
            let Some(by) = found.by.get_mut(next as usize) else { continue };
            by.push(pair);
            if by.len() >= needs(next) as usize {
                hold(next, &mut found, &mut open);
            }
        }
    }
    found
}

#![expect(clippy::indexing_slicing, reason = "numbers are made here, from arrays of the same length")]

use super::{Csr, NONE};

/// The immediate dominator of every vertex reached from the root: the last vertex that all ways to it pass.
/// `NONE` for the root and for what is not reached.
///
/// Semi-NCA: Loukas Georgiadis, "Linear-Time Algorithms for Dominators and Related Problems", 2005, section 2.3.
pub(crate) fn dominators(forward: &Csr, root: u32) -> Vec<u32> {
    let tree = Tree::new(forward, root);
    let backward = forward.reversed();
    let mut state = State::new(&tree);
    for i in (2..tree.vertex.len()).rev() {
        state.semi[i] = state.parent[i];
        for (before, _) in backward.out(tree.vertex[i]) {
            let number = tree.number[before as usize];
            if number == 0 {
                continue;
            }
            let least = state.eval(number, i + 1);
            let semi = state.semi[least];
            state.semi[i] = state.semi[i].min(semi);
        }
    }
    let mut idom = tree.parent.clone();
    for i in 2..tree.vertex.len() {
        let mut candidate = idom[i];
        while candidate > state.semi[i] {
            candidate = idom[candidate];
        }
        idom[i] = candidate;
    }
    let mut found = vec![NONE; forward.len()];
    for i in 2..tree.vertex.len() {
        found[tree.vertex[i] as usize] = tree.vertex[idom[i]];
    }
    found
}

/// A depth-first tree; numbers begin at 1, 0 is nobody.
struct Tree {
    /// By vertex.
    number: Vec<usize>,
    /// By number.
    vertex: Vec<u32>,
    parent: Vec<usize>,
}

impl Tree {
    fn new(forward: &Csr, root: u32) -> Self {
        let mut tree = Self { number: vec![0; forward.len()], vertex: vec![NONE], parent: vec![0] };
        let mut stack = vec![(root, 0)];
        while let Some((here, parent)) = stack.pop() {
            if tree.number[here as usize] != 0 {
                continue;
            }
            let number = tree.vertex.len();
            tree.number[here as usize] = number;
            tree.vertex.push(here);
            tree.parent.push(parent);
            let ahead = forward.out(here).map(|(next, _)| (next, number));
            stack.extend(ahead.filter(|(next, _)| tree.number[*next as usize] == 0));
        }
        tree
    }
}

struct State {
    semi: Vec<usize>,
    label: Vec<usize>,
    /// Shortened while asking.
    parent: Vec<usize>,
    path: Vec<usize>,
}

impl State {
    fn new(tree: &Tree) -> Self {
        let numbers: Vec<usize> = (0..tree.vertex.len()).collect();
        Self { semi: numbers.clone(), label: numbers, parent: tree.parent.clone(), path: Vec::new() }
    }

    /// The vertex of least semidominator between `v` and the part of the tree that is not linked yet.
    fn eval(&mut self, v: usize, last_linked: usize) -> usize {
        if self.parent[v] < last_linked {
            return self.label[v];
        }
        let mut here = v;
        while self.parent[here] >= last_linked {
            self.path.push(here);
            here = self.parent[here];
        }
        let (mut above, mut best) = (here, self.label[here]);
        while let Some(below) = self.path.pop() {
            self.parent[below] = self.parent[above];
            if self.semi[best] < self.semi[self.label[below]] {
                self.label[below] = best;
            } else {
                best = self.label[below];
            }
            above = below;
        }
        self.label[v]
    }
}

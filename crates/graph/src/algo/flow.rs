#![expect(clippy::indexing_slicing, reason = "numbers are made here, from arrays of the same length")]

use std::collections::VecDeque;

use super::NONE;

/// More than all finite capacities together.
pub(crate) const INFINITE: u64 = u64::MAX / 4;

/// A network with capacities, and its maximum flow: E. A. Dinic, 1970.
#[derive(Debug, Default)]
pub(crate) struct Flow {
    /// First arc of each vertex.
    head: Vec<u32>,
    /// The next arc of the same vertex; each arc's reverse is its neighbour.
    next: Vec<u32>,
    to: Vec<u32>,
    room: Vec<u64>,
    level: Vec<u32>,
    current: Vec<u32>,
}

impl Flow {
    pub(crate) fn new(count: usize) -> Self {
        Self { head: vec![NONE; count], ..Self::default() }
    }

    pub(crate) fn vertex(&mut self) -> u32 {
        self.head.push(NONE);
        crate::emit::small(self.head.len() - 1)
    }

    pub(crate) fn arc(&mut self, from: u32, to: u32, capacity: u64) {
        for (a, b, room) in [(from, to, capacity), (to, from, 0)] {
            let arc = crate::emit::small(self.to.len());
            self.to.push(b);
            self.room.push(room);
            self.next.push(self.head[a as usize]);
            self.head[a as usize] = arc;
        }
    }

    /// The value of a maximum flow, at most [`INFINITE`]; it stays in the network.
    pub(crate) fn run(&mut self, source: u32, sink: u32) -> u64 {
        let mut total: u64 = 0;
        while total < INFINITE && self.layer(source, sink) {
            self.current = self.head.clone();
            loop {
                let pushed = self.push(source, sink);
                if pushed == 0 {
                    break;
                }
                total = total.saturating_add(pushed).min(INFINITE);
                if total == INFINITE {
                    break;
                }
            }
        }
        total
    }

    /// After [`Self::run`]: the side of the source. Arcs that leave it are a minimum cut.
    pub(crate) fn source_side(&self) -> Vec<bool> {
        self.level.iter().map(|level| *level != NONE).collect()
    }

    fn layer(&mut self, source: u32, sink: u32) -> bool {
        self.level = vec![NONE; self.head.len()];
        self.level[source as usize] = 0;
        let mut open = VecDeque::from([source]);
        while let Some(here) = open.pop_front() {
            let mut arc = self.head[here as usize];
            while arc != NONE {
                let to = self.to[arc as usize];
                if self.room[arc as usize] > 0 && self.level[to as usize] == NONE {
                    self.level[to as usize] = self.level[here as usize] + 1;
                    open.push_back(to);
                }
                arc = self.next[arc as usize];
            }
        }
        self.level[sink as usize] != NONE
    }

    /// One augmenting path through the layers, without recursion: paths may be long.
    fn push(&mut self, source: u32, sink: u32) -> u64 {
        let mut path: Vec<u32> = Vec::new();
        let mut here = source;
        while here != sink {
            let arc = self.current[here as usize];
            if arc == NONE {
                // A dead end: the vertex leaves its layer, and the step that led here is skipped.
                let Some(back) = path.pop() else { return 0 };
                self.level[here as usize] = NONE - 1;
                here = self.to[(back ^ 1) as usize];
                self.current[here as usize] = self.next[back as usize];
                continue;
            }
            let to = self.to[arc as usize];
            let ahead = self.level[to as usize] == self.level[here as usize].wrapping_add(1);
            if self.room[arc as usize] > 0 && ahead {
                path.push(arc);
                here = to;
            } else {
                self.current[here as usize] = self.next[arc as usize];
            }
        }
        let least = path.iter().map(|arc| self.room[*arc as usize]).min().unwrap_or(0);
        for arc in path {
            self.room[arc as usize] -= least;
            self.room[(arc ^ 1) as usize] = self.room[(arc ^ 1) as usize].saturating_add(least);
        }
        least
    }
}

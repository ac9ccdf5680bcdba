//! Every algorithm against brute force, on small random graphs.
#![expect(clippy::cast_possible_truncation, reason = "every number is below a hundred")]

use super::{Csr, Flow, INFINITE, NONE, derive, dominators, reachable, toward};

/// SplitMix64: the same graphs on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// Graphs to try; `HOLDFAST_GRAPHS` asks for another number.
fn graphs() -> impl Iterator<Item = (u32, Vec<(u32, u32)>, Vec<u32>)> {
    let count = std::env::var("HOLDFAST_GRAPHS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    (0..count).map(|seed| {
        let mut random = Random(seed);
        let n = 2 + random.below(6) as u32;
        let edges = random.below(u64::from(n * n)) as usize;
        let pairs: Vec<(u32, u32)> =
            (0..edges).map(|_| (random.below(n.into()) as u32, random.below(n.into()) as u32)).collect();
        let weights = pairs.iter().map(|_| 1 + random.below(5) as u32).collect();
        (n, pairs, weights)
    })
}

fn reach(n: u32, pairs: &[(u32, u32)], from: u32, without: Option<u32>) -> Vec<bool> {
    let mut seen = vec![false; n as usize];
    if without == Some(from) {
        return seen;
    }
    seen[from as usize] = true;
    for _ in 0..n {
        for (a, b) in pairs {
            seen[*b as usize] |= seen[*a as usize] && Some(*b) != without;
        }
    }
    seen
}

#[test]
fn shortest_paths_are_those_of_bellman_and_ford() {
    for (n, pairs, weights) in graphs() {
        let backward = Csr::new(n as usize, pairs.iter().map(|(a, b)| (*b, *a)));
        let target = n - 1;
        let found = toward(&backward, &[target], |pair| weights[pair as usize], |_| true);
        let mut best = vec![u32::MAX; n as usize];
        best[target as usize] = 0;
        for _ in 0..n {
            for ((a, b), w) in pairs.iter().zip(&weights) {
                best[*a as usize] = best[*a as usize].min(best[*b as usize].saturating_add(*w));
            }
        }
        assert_eq!(found.cost, best, "{pairs:?}");
        for (at, pair) in found.next.iter().enumerate().filter(|(_, pair)| **pair != NONE) {
            let (a, b) = pairs[*pair as usize];
            assert_eq!(a as usize, at);
            assert_eq!(best[at], weights[*pair as usize] + best[b as usize], "{pairs:?}");
        }
    }
}

#[test]
fn dominators_are_what_all_ways_pass() {
    for (n, pairs, _) in graphs() {
        let found = dominators(&Csr::new(n as usize, pairs.iter().copied()), 0);
        let all = reach(n, &pairs, 0, None);
        for v in 1..n {
            let dominates = |d: u32| d != v && !reach(n, &pairs, 0, Some(d))[v as usize];
            // The immediate one is the dominator that all other dominators dominate.
            let strict: Vec<u32> = (0..n).filter(|d| all[v as usize] && dominates(*d)).collect();
            let nearest = strict
                .iter()
                .copied()
                .find(|d| strict.iter().all(|o| o == d || !reach(n, &pairs, 0, Some(*o))[*d as usize]));
            assert_eq!(found[v as usize], nearest.unwrap_or(NONE), "{v} in {pairs:?}");
        }
    }
}

#[test]
fn the_cut_is_the_cheapest_of_all_sets_of_vertices() {
    for (n, pairs, weights) in graphs() {
        let mut flow = Flow::new(n as usize);
        for ((a, b), w) in pairs.iter().zip(&weights) {
            flow.arc(*a, *b, (*w).into());
        }
        let value = flow.run(0, n - 1);
        let cost = |side: &dyn Fn(u32) -> bool| -> u64 {
            let leaves = pairs.iter().zip(&weights).filter(|((a, b), _)| side(*a) && !side(*b));
            leaves.map(|(_, w)| u64::from(*w)).sum()
        };
        let sides = (0u32..1 << n).filter(|bits| bits & 1 == 1 && bits & (1 << (n - 1)) == 0);
        let least = sides.map(|bits| cost(&|v| bits & (1 << v) != 0)).min().unwrap();
        assert_eq!(value, least, "{pairs:?}");
        let side = flow.source_side();
        assert_eq!(cost(&|v| side[v as usize]), value, "{pairs:?}");
    }
}

#[test]
fn what_cannot_be_cut_is_infinite() {
    let mut flow = Flow::new(3);
    flow.arc(0, 1, INFINITE);
    flow.arc(1, 2, INFINITE);
    assert_eq!(flow.run(0, 2), INFINITE);
    let end = flow.vertex();
    assert_eq!(end, 3);
}

#[test]
fn chaining_is_the_least_fixpoint() {
    for (n, pairs, _) in graphs() {
        let forward = Csr::new(n as usize, pairs.iter().copied());
        // Every third vertex needs all of its distinct premises.
        let premises = |v: u32| {
            let mut before: Vec<u32> = pairs.iter().filter(|(_, b)| *b == v).map(|(a, _)| *a).collect();
            before.sort_unstable();
            before.dedup();
            before
        };
        let needs = |v: u32| if v % 3 == 2 { premises(v).len() as u32 } else { 1 };
        let mut sorted = pairs.clone();
        sorted.sort_unstable();
        let found = derive(&Csr::new(n as usize, sorted.iter().copied()), &[0], needs);
        let mut holds = vec![false; n as usize];
        holds[0] = true;
        for _ in 0..n {
            for v in 0..n {
                let before = premises(v);
                let met = before.iter().filter(|a| holds[**a as usize]).count() as u32;
                holds[v as usize] |= met > 0 && met >= needs(v);
            }
        }
        let derived: Vec<bool> = found.order.iter().map(|o| *o != NONE).collect();
        assert_eq!(derived, holds, "{pairs:?}");
        assert_eq!(reachable(&forward, &[0], |_| true), reach(n, &pairs, 0, None));
    }
}

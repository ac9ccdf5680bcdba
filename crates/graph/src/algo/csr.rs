/// Successors of every vertex in one array, with the number of the pair each comes from.
#[derive(Debug, Default)]
pub(crate) struct Csr {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    pairs: Vec<u32>,
}

impl Csr {
    /// From pairs `(from, to)` of vertices below `count`; the order of pairs with one start is kept.
    pub(crate) fn new(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut offsets = vec![0u32; count + 1];
        let mut total = 0usize;
        for (from, _) in pairs.clone() {
            if let Some(slot) = offsets.get_mut(from as usize + 1) {
                *slot += 1;
                total += 1;
            }
        }
        let mut sum = 0;
        for offset in &mut offsets {
            sum += *offset;
            *offset = sum;
        }
        let mut free = offsets.clone();
        let (mut targets, mut numbers) = (vec![0; total], vec![0; total]);
        for (number, (from, to)) in (0u32..).zip(pairs) {
            let Some(next) = free.get_mut(from as usize) else { continue };
            if let (Some(target), Some(pair)) =
                (targets.get_mut(*next as usize), numbers.get_mut(*next as usize))
            {
                *target = to;
                *pair = number;
            }
            *next += 1;
        }
        Self { offsets, targets, pairs: numbers }
    }

    /// Number of vertices.
    pub(crate) fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Successors, each with the number of its pair.
    pub(crate) fn out(&self, from: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let bound = |at: usize| self.offsets.get(at).map_or(0, |o| *o as usize);
        let range = bound(from as usize)..bound(from as usize + 1);
        let targets = self.targets.get(range.clone()).unwrap_or_default();
        let pairs = self.pairs.get(range).unwrap_or_default();
        targets.iter().copied().zip(pairs.iter().copied())
    }

    pub(crate) fn reversed(&self) -> Self {
        let froms = 0..crate::emit::small(self.len());
        let pairs: Vec<(u32, u32)> =
            froms.flat_map(|from| self.out(from).map(move |(to, _)| (to, from))).collect();
        Self::new(self.len(), pairs.iter().copied())
    }
}

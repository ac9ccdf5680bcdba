/// SplitMix64 (Steele, Lea, Flood 2014): numbers that depend on the seed and the object alone, so that objects can be
/// written in any order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rng(u64);

impl Rng {
    /// The numbers of one object: `stream` says of which kind, `index` which one.
    pub(super) fn of(seed: u64, stream: u64, index: usize) -> Self {
        let mut rng = Self(seed ^ stream.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let base = rng.next();
        Self(base ^ (index as u64).wrapping_mul(0xD1B5_4A32_D192_ED03))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not zero.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * end as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Letters and digits as the API server makes the ends of names.
    pub(super) fn suffix(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"bcdfghjklmnpqrstvwxz2456789";
        (0..length).map(|_| char::from(*self.pick(LETTERS))).collect()
    }

    pub(super) fn hex(&mut self, length: usize) -> String {
        let digit = |n| char::from_digit(n, 16).unwrap_or('0');
        (0..length).map(|_| digit(u32::try_from(self.below(16)).unwrap_or(0))).collect()
    }

    pub(super) fn uid(&mut self) -> String {
        let part = |rng: &mut Self, length| rng.hex(length);
        format!(
            "{}-{}-4{}-8{}-{}",
            part(self, 8),
            part(self, 4),
            part(self, 3),
            part(self, 3),
            part(self, 12)
        )
    }

    /// A moment of the year 2026.
    pub(super) fn time(&mut self) -> String {
        let (month, day) = (1 + self.below(12), 1 + self.below(28));
        let (hour, minute, second) = (self.below(24), self.below(60), self.below(60));
        format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

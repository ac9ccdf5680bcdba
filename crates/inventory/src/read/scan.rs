//! The loops that see every byte of a JSON dump, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
const SPACES: u64 = 0x2020_2020_2020_2020;

/// How many first bytes are spaces.
#[inline]
pub(super) fn spaces(bytes: &[u8]) -> usize {
    let mut count = 0;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let different = u64::from_le_bytes(*word) ^ SPACES;
        if different != 0 {
            return count + first(different);
        }
        count += 8;
    }
    count + rest.iter().take_while(|byte| **byte == b' ').count()
}

/// How many first bytes are plain text of a JSON string (no quote, backslash or control character), and whether all of
/// them are ASCII.
#[inline]
pub(super) fn plain_text(bytes: &[u8]) -> (usize, bool) {
    let (mut count, mut high) = (0, 0);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let control = word.wrapping_sub(SPACES) & !word & HIGH;
        let stop = control | equal(word, b'"') | equal(word, b'\\');
        if stop != 0 {
            let length = first(stop);
            let before = (1_u64 << (8 * length)) - 1;
            return (count + length, (high | (word & before)) & HIGH == 0);
        }
        high |= word;
        count += 8;
    }
    let tail = rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1F)).count();
    let ascii = rest.get(..tail).unwrap_or_default().is_ascii();
    (count + tail, ascii && high & HIGH == 0)
}

/// How many first bytes are no quote, bracket or line break.
#[inline]
pub(super) fn unstructured(bytes: &[u8]) -> usize {
    let mut count = 0;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        // Brackets and braces differ in one bit from each other's case: [ ] are 5B 5D, { } are 7B 7D.
        let folded = word | SPACES;
        let stop = equal(word, b'"') | equal(word, b'\n') | equal(folded, b'{') | equal(folded, b'}');
        if stop != 0 {
            return count + first(stop);
        }
        count += 8;
    }
    count + rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\n' | b'{' | b'}' | b'[' | b']')).count()
}

/// The high bit of the first byte equal to `byte` (and perhaps of later ones).
fn equal(word: u64, byte: u8) -> u64 {
    let different = word ^ (ONES * u64::from(byte));
    different.wrapping_sub(ONES) & !different & HIGH
}

/// The number of the first byte of a word that is not zero, in memory order.
fn first(word: u64) -> usize {
    (word.trailing_zeros() / 8) as usize
}

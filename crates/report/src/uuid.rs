//! Identifiers that are the same in every run over the same facts.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A UUID made of names: SHA-256, cut to 128 bits, with the version and variant bits of a name-based UUID
/// (RFC 9562, 5.5; that version asks for SHA-1, and schemas of the field accept versions 4 and 5 only).
pub(crate) fn of(kind: &str, names: &[&str]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"holdfast\0");
    hash.update(kind.as_bytes());
    for name in names {
        hash.update([0]);
        hash.update(name.as_bytes());
    }
    let mut out = String::with_capacity(36);
    for (at, byte) in hash.finalize().iter().take(16).enumerate() {
        let byte = match at {
            6 => (byte & 0x0f) | 0x50,
            8 => (byte & 0x3f) | 0x80,
            _ => *byte,
        };
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_stable_and_tells_names_apart() {
        let a = super::of("gap", &["a", "b"]);
        assert_eq!(a, super::of("gap", &["a", "b"]));
        assert_ne!(a, super::of("gap", &["ab", ""]));
        assert_eq!((a.len(), a.get(14..15)), (36, Some("5")));
    }
}

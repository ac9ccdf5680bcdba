//! The keys of the objects that are open, to notice one that comes twice.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

/// Objects with more members than this look their keys up in a map.
const FEW: usize = 32;

#[derive(Default)]
pub(super) struct Keys {
    seen: Vec<Seen>,
    open: Vec<Object>,
}

struct Object {
    /// Number of its first key.
    start: usize,
    /// Hash to number, once the object has many keys.
    index: Option<FxHashMap<u64, usize>>,
}

struct Seen {
    hash: u64,
    key: Key,
}

/// A key as it stands in the output.
pub(super) struct Key {
    pub(super) span: Range<usize>,
    pub(super) line: u32,
    /// Whether a YAML merge brought it.
    pub(super) merged: bool,
}

/// The same key, come before.
pub(super) struct Earlier {
    pub(super) line: u32,
    pub(super) merged: bool,
}

impl Keys {
    pub(super) fn open(&mut self) {
        self.open.push(Object { start: self.seen.len(), index: None });
    }

    pub(super) fn close(&mut self) {
        if let Some(object) = self.open.pop() {
            self.seen.truncate(object.start);
        }
    }

    pub(super) fn clear(&mut self) {
        self.seen.clear();
        self.open.clear();
    }

    /// Notes a key of the innermost object; the earlier one when there is one. Two different keys of one hash may hide a
    /// repetition, never invent one.
    pub(super) fn remember(&mut self, out: &[u8], key: Key) -> Option<Earlier> {
        let text = out.get(key.span.clone()).unwrap_or_default();
        let hash = hash(text);
        let object = self.open.last_mut()?;
        let seen = self.seen.get_mut(object.start..).unwrap_or_default();
        let at = match &object.index {
            Some(index) => index.get(&hash).copied(),
            None => seen.iter().position(|earlier| earlier.hash == hash),
        };
        let same =
            at.and_then(|at| seen.get_mut(at)).filter(|seen| out.get(seen.key.span.clone()) == Some(text));
        if let Some(earlier) = same {
            let was = Earlier { line: earlier.key.line, merged: earlier.key.merged };
            (earlier.key.line, earlier.key.merged) = (key.line, key.merged);
            return Some(was);
        }
        let number = seen.len();
        if let Some(index) = &mut object.index {
            index.insert(hash, number);
        } else if number == FEW {
            let numbers = seen.iter().enumerate().map(|(at, seen)| (seen.hash, at));
            object.index = Some(numbers.chain([(hash, number)]).collect());
        }
        self.seen.push(Seen { hash, key });
        None
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

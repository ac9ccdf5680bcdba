//! Walking over minified, well-formed JSON, as the readers write it. Wrong input ends a walk early, it never panics.

use std::ops::Range;

/// One member of an object or one item of an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The key without its quotes, still escaped; empty for an array item.
    pub(crate) key: Range<usize>,
    pub(crate) value: Range<usize>,
    /// The value's number in preorder, counted from the container, which is 0.
    pub(crate) node: usize,
    /// How many nodes the value is, itself included.
    pub(crate) nodes: usize,
}

/// The entries of the container that starts at an offset.
#[derive(Clone, Debug)]
pub(crate) struct Entries<'a> {
    json: &'a [u8],
    at: usize,
    node: usize,
    array: bool,
}

impl<'a> Entries<'a> {
    /// `None` when no object or array starts at `offset`.
    pub(crate) fn new(json: &'a [u8], offset: usize) -> Option<Self> {
        let array = match json.get(offset)? {
            b'{' => false,
            b'[' => true,
            _ => return None,
        };
        Some(Self { json, at: offset + 1, node: 1, array })
    }

    pub(crate) fn is_array(&self) -> bool {
        self.array
    }
}

impl Iterator for Entries<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        if *self.json.get(self.at)? == b',' {
            self.at += 1;
        }
        if matches!(self.json.get(self.at)?, b'}' | b']') {
            return None;
        }
        let mut key = self.at..self.at;
        if !self.array {
            let end = string_end(self.json, self.at)?;
            key = self.at + 1..end - 1;
            self.at = end + 1;
        }
        let (end, nodes) = value_end(self.json, self.at)?;
        let entry = Entry { key, value: self.at..end, node: self.node, nodes };
        self.at = end;
        self.node += nodes;
        Some(entry)
    }
}

/// The end of the value that starts at `at`, and how many nodes it holds.
pub(crate) fn value_end(json: &[u8], at: usize) -> Option<(usize, usize)> {
    let (mut at, mut depth, mut nodes) = (at, 0_usize, 0);
    loop {
        match json.get(at)? {
            b'{' | b'[' => {
                depth += 1;
                nodes += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            b',' => at += 1,
            b'"' => {
                at = string_end(json, at)?;
                if json.get(at) == Some(&b':') && depth > 0 {
                    at += 1;
                    continue;
                }
                nodes += 1;
            }
            _ => {
                at = scalar_end(json, at);
                nodes += 1;
            }
        }
        if depth == 0 {
            return Some((at, nodes));
        }
    }
}

/// The offset after the closing quote of the string that opens at `at`.
fn string_end(json: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', json.get(at..)?)?;
        if json.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

fn scalar_end(json: &[u8], at: usize) -> usize {
    let rest = json.get(at..).unwrap_or_default();
    let length = rest.iter().position(|b| matches!(b, b',' | b'}' | b']' | b':')).unwrap_or(rest.len());
    // A stray colon counts as a scalar of one byte: a walk always moves on.
    at + length.max(1)
}

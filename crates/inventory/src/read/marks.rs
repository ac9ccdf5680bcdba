use std::ops::Range;

use super::text;
use crate::walk::{self, Entries};

/// A place in the input: line and column, both from 1. Columns count characters in YAML and bytes in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pos {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// A position in six bytes: the two halves of the line, and the column (columns past 65,535 read as 65,535).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark([u16; 3]);

impl Mark {
    fn at(pos: Pos) -> Self {
        let low = u16::try_from(pos.line & 0xFFFF).unwrap_or(u16::MAX);
        let high = u16::try_from(pos.line >> 16).unwrap_or(u16::MAX);
        Self([high, low, u16::try_from(pos.column).unwrap_or(u16::MAX)])
    }

    fn line(self) -> u32 {
        let Self([high, low, _]) = self;
        (u32::from(high) << 16) | u32::from(low)
    }

    fn column(self) -> u32 {
        let Self([.., column]) = self;
        u32::from(column)
    }
}

/// Line and column of every node of one object's JSON, in preorder: the object itself, then for each member the
/// position of its key, which stands for the member's value, then what the value holds. Array items by their own position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Box<[Mark]>);

impl Marks {
    /// Line and column, from 1, of the node `pointer` (RFC 6901) names in `json`, the text these marks came with.
    /// When the pointer names an absent field, the position of its deepest existing ancestor. `None` without marks.
    pub fn at(&self, json: &[u8], pointer: &str) -> Option<(u32, u32)> {
        self.at_from(json, Anchor::default(), pointer)
    }

    /// The same for a pointer relative to an anchor of this text.
    pub fn at_from(&self, json: &[u8], from: Anchor, pointer: &str) -> Option<(u32, u32)> {
        self.place(from.walk(json, pointer).node)
    }

    /// Line and column of a node by its number in preorder.
    pub(super) fn place(&self, node: usize) -> Option<(u32, u32)> {
        self.0.get(node).map(|mark| (mark.line(), mark.column()))
    }

    /// Whether positions were not kept.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The position of the node that follows the value `pointer` names and all it holds; `Some(None)` at the end.
    #[expect(clippy::option_option, reason = "no such value, and nothing after it, are different answers")]
    pub(crate) fn next_after(&self, json: &[u8], pointer: &str) -> Option<Option<(u32, u32)>> {
        let (mut offset, mut node) = (0, 0);
        let mut nodes = self.0.len();
        for token in pointer.split('/').skip(1) {
            let entry = child(json, offset, token)?;
            offset = entry.value.start;
            node += entry.node;
            nodes = entry.nodes;
        }
        Some(self.place(node + nodes))
    }

    /// The value `pointer` names will be replaced by a scalar: the positions inside it go.
    pub(crate) fn replace_with_leaf(&mut self, json: &[u8], pointer: &str) {
        let (mut offset, mut node, mut nodes) = (0, 0, 1);
        for token in pointer.split('/').skip(1) {
            let Some(entry) = child(json, offset, token) else { return };
            offset = entry.value.start;
            node += entry.node;
            nodes = entry.nodes;
        }
        if nodes > 1 && !self.is_empty() {
            let inside = node + 1..node + nodes;
            *self = std::mem::take(self).without(&[inside]);
        }
    }

    /// These marks without the nodes in `cut` (ascending, apart).
    pub(super) fn without(self, cut: &[Range<usize>]) -> Self {
        if cut.is_empty() {
            return self;
        }
        let mut kept = Vec::with_capacity(self.0.len());
        let mut from = 0;
        for range in cut {
            kept.extend_from_slice(self.0.get(from..range.start).unwrap_or_default());
            from = range.end;
        }
        kept.extend_from_slice(self.0.get(from..).unwrap_or_default());
        Self(kept.into_boxed_slice())
    }

    /// These marks with other lines, and without columns.
    pub(super) fn moved(self, line: impl Fn(u32) -> u32) -> Self {
        let moved = self.0.iter().map(|mark| Mark::at(Pos { line: line(mark.line()), column: 0 }));
        Self(moved.collect())
    }

    /// How many nodes have a position.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// A node of one JSON text, from which pointers to what it holds can be followed again and again.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    offset: usize,
    node: usize,
    /// The pointer named an absent field: this is its deepest existing ancestor, and nothing more is looked for.
    ends: bool,
}

impl Anchor {
    /// Follows a pointer (RFC 6901) from here as far as the text goes along.
    #[must_use]
    pub fn walk(mut self, json: &[u8], pointer: &str) -> Self {
        for token in pointer.split('/').skip(1) {
            let Some(entry) = (!self.ends).then(|| child(json, self.offset, token)).flatten() else {
                self.ends = true;
                break;
            };
            self.offset = entry.value.start;
            self.node += entry.node;
        }
        self
    }
}

/// The member or item that a token of a pointer names.
fn child(json: &[u8], offset: usize, token: &str) -> Option<walk::Entry> {
    let entries = Entries::new(json, offset)?;
    if entries.is_array() {
        let index: usize = token.parse().ok()?;
        return entries.take(index.checked_add(1)?).nth(index);
    }
    let plain = |byte: u8| byte >= 0x20 && !matches!(byte, b'~' | b'"' | b'\\');
    let mut escaped = Vec::new();
    let key = if token.bytes().all(plain) {
        token.as_bytes()
    } else {
        text::escape(&token.replace("~1", "/").replace("~0", "~"), &mut escaped);
        escaped.as_slice()
    };
    entries.into_iter().find(|entry| json.get(entry.key.clone()) == Some(key))
}

/// Marks while they are being collected.
#[derive(Debug, Default)]
pub(super) struct MarkBuffer {
    marks: Vec<Mark>,
    off: bool,
}

impl MarkBuffer {
    pub(super) fn push(&mut self, pos: Pos) {
        if self.off {
            return;
        }
        self.marks.push(Mark::at(pos));
    }

    pub(super) fn len(&self) -> usize {
        self.marks.len()
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.marks.truncate(len);
    }

    /// No positions from here on: the input is too long for them.
    pub(super) fn stop(&mut self) {
        self.off = true;
        self.marks = Vec::new();
    }

    /// The marks in `range`, followed by `more` nodes at `pos`.
    pub(super) fn copy(&self, range: Range<usize>, more: usize, pos: Pos) -> Marks {
        let Some(own) = self.marks.get(range).filter(|own| !own.is_empty()) else { return Marks::default() };
        let mut copy = MarkBuffer { marks: Vec::with_capacity(own.len() + more), off: false };
        copy.marks.extend_from_slice(own);
        (0..more).for_each(|_| copy.push(pos));
        Marks(copy.marks.into_boxed_slice())
    }
}

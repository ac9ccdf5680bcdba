//! What is known of one Kubernetes object while it is being read.

use std::ops::Range;

use super::marks::Pos;
use super::place::Place;

/// An array of interest to redaction: what it is, and where it stands in the output.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) span: Range<usize>,
}

/// A member of an object's root.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
    pub(super) mark: usize,
}

/// What is known of a Kubernetes object while it is being read. Offsets point into the sink's output.
#[derive(Debug, Default)]
pub(super) struct Partial {
    pub(super) span: Range<usize>,
    pub(super) marks: Range<usize>,
    /// Length of the output before the object and the comma in front of it.
    pub(super) before: usize,
    pub(super) pos: Pos,
    pub(super) has_keys: bool,
    pub(super) kind: Option<Range<usize>>,
    pub(super) api_version: Option<Range<usize>>,
    pub(super) has_metadata: bool,
    /// Whether any `kind` was Secret, a repeated one included.
    pub(super) secret: bool,
    pub(super) repeated: bool,
    pub(super) members: Vec<Member>,
    pub(super) spots: Vec<Spot>,
    pub(super) failed: bool,
    pub(super) is_list: bool,
    pub(super) delivered: bool,
    /// Items without a kind of their own, read before the list's kind.
    pub(super) pending: Vec<Partial>,
}

impl Partial {
    /// An object whose opening brace is about to be written at `start`, its position as number `mark`.
    pub(super) fn new(before: usize, start: usize, mark: usize, pos: Pos) -> Self {
        Self { span: start..start, marks: mark..mark, before, pos, ..Self::default() }
    }

    /// A type field came again, with a value that is no text: the last value counts, so the object has no type.
    pub(super) fn unname(&mut self, place: Place) {
        match place {
            Place::Kind => self.kind = None,
            Place::ApiVersion => self.api_version = None,
            _ => {}
        }
    }

    /// A root `items` whose kind came later and is no list's: its elements are the object's own content after all.
    pub(super) fn adopt_pending(&mut self) {
        for item in std::mem::take(&mut self.pending) {
            self.spots.extend(item.spots);
            self.repeated |= item.repeated;
        }
    }
}

/// Whether a kind is by its name a list of objects.
pub(super) fn is_list_kind(kind: Option<&[u8]>) -> bool {
    kind.is_some_and(|kind| kind.ends_with(b"List"))
}

use crate::edge::EdgeKind;
use crate::edges::ALL;

/// Every edge kind, sorted by id.
pub fn all() -> &'static [&'static EdgeKind] {
    ALL
}

pub fn by_id(id: &str) -> Option<&'static EdgeKind> {
    position(id).and_then(|at| ALL.get(at)).copied()
}

/// The place of a kind in [`all`].
pub(crate) fn position(id: &str) -> Option<usize> {
    ALL.binary_search_by(|kind| kind.id.cmp(id)).ok()
}

//! Repeated members: the last one counts, as in Go's decoders; the others go.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Marks;
use crate::walk::Entries;

/// The object without members that a later one of the same name replaces.
pub(super) fn removed(json: &[u8], marks: Marks) -> (Vec<u8>, Marks) {
    let mut copy = Copy { json, out: Vec::with_capacity(json.len()), cut: Vec::new() };
    copy.value(&(0..json.len()), 0);
    (copy.out, marks.without(&copy.cut))
}

struct Copy<'a> {
    json: &'a [u8],
    out: Vec<u8>,
    cut: Vec<Range<usize>>,
}

impl Copy<'_> {
    /// Copies a value, `node` its number. Depth is bounded by the reader's limit.
    fn value(&mut self, span: &Range<usize>, node: usize) {
        let Some(entries) = Entries::new(self.json, span.start) else {
            self.out.extend_from_slice(self.json.get(span.clone()).unwrap_or_default());
            return;
        };
        let (array, entries) = (entries.is_array(), entries.collect::<Vec<_>>());
        let last: FxHashMap<&[u8], usize> = entries
            .iter()
            .enumerate()
            .filter_map(|(at, e)| Some((self.json.get(e.key.clone())?, at)))
            .collect();
        self.out.push(if array { b'[' } else { b'{' });
        let opened = self.out.len();
        for (at, entry) in entries.iter().enumerate() {
            let key = self.json.get(entry.key.clone()).unwrap_or_default();
            if !array && last.get(key) != Some(&at) {
                self.cut.push(node + entry.node..node + entry.node + entry.nodes);
                continue;
            }
            if self.out.len() > opened {
                self.out.push(b',');
            }
            if !array {
                self.out.push(b'"');
                self.out.extend_from_slice(key);
                self.out.extend_from_slice(b"\":");
            }
            self.value(&entry.value, node + entry.node);
        }
        self.out.push(if array { b']' } else { b'}' });
    }
}

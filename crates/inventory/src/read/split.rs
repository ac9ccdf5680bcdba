//! A YAML stream cut into documents at its `---` lines, so that a broken one does not take its neighbours with it.
//! That is safe: YAML 1.2 section 9.1.4 forbids such a line inside any scalar.

/// One document, with the directives that belong to it.
pub(super) struct Chunk<'t> {
    pub(super) bytes: &'t [u8],
    /// Offset of the first byte in the input.
    pub(super) start: usize,
    /// Line of the first byte, from 1.
    pub(super) line: u32,
}

/// The documents of a stream, in order.
pub(super) fn chunks(bytes: &[u8]) -> Vec<Chunk<'_>> {
    let mut chunks = Vec::new();
    let mut open = Cut { start: 0, line: 1 };
    // Where the next document starts, should a `---` follow: after the last `...`, or after the last content.
    let mut prologue = Some(open);
    let mut at = Cut { start: 0, line: 1 };
    while at.start < bytes.len() {
        let rest = bytes.get(at.start..).unwrap_or_default();
        let length = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        let line = rest.get(..length).unwrap_or_default();
        let next = Cut { start: at.start + length, line: at.line.saturating_add(1) };
        if is_marker(line, b"---") {
            let cut = prologue.filter(|cut| has_directive(bytes.get(cut.start..at.start))).unwrap_or(at);
            push(&mut chunks, bytes, open, cut.start);
            open = cut;
            prologue = None;
        } else if is_marker(line, b"...") {
            prologue = Some(next);
        } else if !is_prologue(line) {
            prologue = None;
        }
        at = next;
    }
    push(&mut chunks, bytes, open, bytes.len());
    chunks
}

#[derive(Clone, Copy)]
struct Cut {
    start: usize,
    line: u32,
}

fn push<'t>(chunks: &mut Vec<Chunk<'t>>, bytes: &'t [u8], from: Cut, to: usize) {
    if let Some(part) = bytes.get(from.start..to).filter(|part| !part.is_empty()) {
        chunks.push(Chunk { bytes: part, start: from.start, line: from.line });
    }
}

fn is_marker(line: &[u8], marker: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    line.strip_prefix(marker)
        .is_some_and(|rest| matches!(rest.first(), None | Some(b' ' | b'\t' | b'\r' | b'\n')))
}

/// What may stand between two documents: blank lines, comments, directives.
fn is_prologue(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    line.first() == Some(&b'%') || matches!(line.trim_ascii().first(), None | Some(b'#'))
}

fn has_directive(lines: Option<&[u8]>) -> bool {
    lines.unwrap_or_default().split(|byte| *byte == b'\n').any(|line| line.first() == Some(&b'%'))
}

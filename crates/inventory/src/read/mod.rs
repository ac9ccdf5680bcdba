//! From bytes to Kubernetes objects: YAML, JSON, NDJSON, `List` dumps, arrays of objects.
//!
//! Pure functions: no file is opened here. Every object leaves as minified JSON with the noise trimmed, the values of
//! Secrets and of credential-looking literals replaced, and the line and column of every node beside it.
//! JSON is streamed (a dump of a gigabyte costs one object of memory); YAML is held whole, up to a limit.
//! Depth, size, alias expansion and the number of messages are bounded, and nothing here panics on any input.
//! What cannot be read becomes a [`Gap`], and reading goes on with the next document or item where that is possible.

pub mod conceal;
pub mod credential;
mod deliver;
mod emit;
mod json;
mod keys;
mod lenient;
mod marks;
mod notes;
mod object;
mod place;
mod plain;
mod redact;
mod repeats;
mod scalar;
mod scan;
mod secret_lines;
mod shape;
mod sink;
mod source;
mod split;
mod text;
mod yaml;

use std::io::Read;

use holdfast_model::Gap;

pub use credential::{CredentialKind, REDACTED};
pub use marks::{Anchor, Marks};
pub use plain::{Malformed, values};
pub use secret_lines::secret_lines;

use sink::Sink;
use source::Source;

/// One Kubernetes object as read: minified JSON, noise trimmed, secret values removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub json: Vec<u8>,
    /// Line of the object's first key in the file, from 1.
    pub line: u32,
    /// Position of every node, in preorder of `json`. Empty when positions were not kept.
    pub marks: Marks,
}

impl Document {
    /// The same object, told to stand elsewhere: `line` gives for a line of the input the line to tell instead.
    /// Columns are not known there.
    #[must_use]
    pub fn moved(self, line: impl Fn(u32) -> u32) -> Self {
        Self { line: line(self.line), marks: self.marks.moved(line), json: self.json }
    }

    /// The same object, of which no line is known.
    #[must_use]
    pub fn nowhere(self) -> Self {
        Self { line: 1, marks: Marks::default(), json: self.json }
    }
}

/// How much one input may cost.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Levels of nesting.
    pub depth: usize,
    /// Bytes of JSON of one object, after trimming.
    pub object_bytes: usize,
    /// Bytes of one YAML input, which is held in memory whole.
    pub yaml_bytes: usize,
    /// Bytes that YAML aliases may add to one input, on top of ten times the input's own size.
    pub expansion: usize,
    /// Positions are kept for the objects within this many first bytes of the input.
    pub marks_bytes: usize,
    /// Objects of one input.
    pub objects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        Self {
            depth: 100,
            object_bytes: 16 * MIB,
            yaml_bytes: 64 * MIB,
            expansion: MIB,
            marks_bytes: 16 * MIB,
            objects: 2_000_000,
        }
    }
}

/// What one input held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadStats {
    /// Objects handed out.
    pub objects: usize,
    /// Well-formed documents that are no Kubernetes objects (Helm values, CI files): the first thousand of them.
    pub skipped: Vec<Skipped>,
}

/// A well-formed document that is no Kubernetes object. The caller decides whether that is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub line: u32,
    pub why: String,
}

/// Inputs up to this size that begin like JSON and are not JSON are tried as YAML (a flow mapping begins with `{` too).
const SMALL: usize = 1024 * 1024;

/// Reads one file or stream and hands each object to `on`. `file` is its name for messages.
///
/// What could not be read is added to `gaps`: `what` is `file:line`, `why` the error.
pub fn read(
    input: &mut dyn Read,
    file: &str,
    limits: &Limits,
    on: &mut dyn FnMut(Document),
    gaps: &mut Vec<Gap>,
) -> ReadStats {
    let mut head = Vec::new();
    let failure = take(input, SMALL, &mut head).err();
    if let Some(why) = not_utf8_text(&head) {
        gaps.push(unread(file, why));
        return ReadStats::default();
    }
    let mut rest = Rest { input, failure };
    if !json::looks_like_json(&head) {
        return read_yaml(head, &mut rest, file, limits, on, gaps);
    }
    if head.len() < SMALL && rest.failure.is_none() {
        return read_small(&head, file, limits, on, gaps);
    }
    let mut whole = head.as_slice().chain(rest);
    let mut sink = Sink::new(file, limits, on, gaps);
    json::read(&mut Source::new(&mut whole), &mut sink);
    sink.finish()
}

/// What follows the first bytes of an input: more of them, or the error that ended them.
struct Rest<'r> {
    input: &'r mut dyn Read,
    failure: Option<std::io::Error>,
}

impl Read for Rest<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.failure.take() {
            Some(error) => Err(error),
            None => self.input.read(buffer),
        }
    }
}

/// JSON if it parses as such, else YAML if that parses without a gap, else what JSON gave.
fn read_small(
    bytes: &[u8],
    file: &str,
    limits: &Limits,
    on: &mut dyn FnMut(Document),
    gaps: &mut Vec<Gap>,
) -> ReadStats {
    let (mut documents, mut found) = (Vec::new(), Vec::new());
    let mut keep = |document| documents.push(document);
    let mut sink = Sink::new(file, limits, &mut keep, &mut found);
    let mut input = bytes;
    let well_formed = json::read(&mut Source::new(&mut input), &mut sink);
    let mut stats = sink.finish();
    if !well_formed {
        let (mut flow_documents, mut flow_gaps) = (Vec::new(), Vec::new());
        let mut keep = |document| flow_documents.push(document);
        let mut sink = Sink::new(file, limits, &mut keep, &mut flow_gaps);
        yaml::read(bytes, &mut sink);
        let flow_stats = sink.finish();
        if flow_gaps.is_empty() {
            (documents, found, stats) = (flow_documents, flow_gaps, flow_stats);
        }
    }
    documents.into_iter().for_each(on);
    gaps.append(&mut found);
    stats
}

fn read_yaml(
    mut bytes: Vec<u8>,
    input: &mut dyn Read,
    file: &str,
    limits: &Limits,
    on: &mut dyn FnMut(Document),
    gaps: &mut Vec<Gap>,
) -> ReadStats {
    let rest = limits.yaml_bytes.saturating_add(1).saturating_sub(bytes.len());
    if let Err(error) = take(input, rest, &mut bytes) {
        // The last document may be half of one and still read well, so none is trusted.
        gaps.push(unread(file, &format!("reading failed: {error}")));
        return ReadStats::default();
    }
    if bytes.len() > limits.yaml_bytes {
        let why = format!(
            "larger than {} bytes of YAML: split it, or give it as JSON, which is streamed",
            limits.yaml_bytes
        );
        gaps.push(unread(file, &why));
        return ReadStats::default();
    }
    let mut sink = Sink::new(file, limits, on, gaps);
    yaml::read(&bytes, &mut sink);
    sink.finish()
}

fn take(input: &mut dyn Read, count: usize, bytes: &mut Vec<u8>) -> std::io::Result<usize> {
    input.take(u64::try_from(count).unwrap_or(u64::MAX)).read_to_end(bytes)
}

fn unread(file: &str, why: &str) -> Gap {
    Gap::new(file, why, "nothing in this input was judged")
}

/// Byte order marks of the encodings that no Kubernetes tool reads.
fn not_utf8_text(head: &[u8]) -> Option<&'static str> {
    let utf16 = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let utf16_without_mark =
        matches!(head, [0, b'{' | b'[' | b'a'..=b'z', ..] | [b'{' | b'[' | b'a'..=b'z', 0, ..]);
    if utf16 || utf16_without_mark {
        return Some("UTF-16 text, expected UTF-8: convert it, e.g. iconv -f UTF-16 -t UTF-8");
    }
    let binary = head.starts_with(&[0x1F, 0x8B]) || head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]);
    binary.then_some("compressed data, expected YAML or JSON text: decompress it first")
}

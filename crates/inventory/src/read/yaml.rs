//! YAML: documents one by one, each parsed to a flat list of nodes and then told to the sink.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Tag};

use super::emit::Emitter;
use super::lenient::Repair;
use super::marks::Pos;
use super::scalar::ScalarTag;
use super::sink::Sink;
use super::split::{self, Chunk};
use super::text;

/// Commas of one document. A flow collection is tokenised whole before its first event, at about 100 bytes a token,
/// so this bounds memory to some hundred megabytes.
const COMMAS: usize = 2_000_000;

pub(super) struct Node<'t> {
    pub(super) content: Content<'t>,
    pub(super) pos: Pos,
    /// Number of the first node after this one and all it holds; 0 while it is open.
    pub(super) end: usize,
}

pub(super) enum Content<'t> {
    Scalar(Cow<'t, str>, ScalarTag),
    /// Items follow.
    Sequence,
    /// Keys and values follow in turn.
    Mapping,
    /// The number of the node meant.
    Alias(usize),
}

/// Reads every document of `bytes`.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) {
    let mut budget = bytes.len().saturating_mul(10).saturating_add(sink.limits.expansion);
    sink.seen(bytes.len());
    for chunk in split::chunks(bytes) {
        if sink.is_full() {
            return;
        }
        let Some(text) = checked_text(&chunk, sink) else { continue };
        if let Err(fault) = documents(text, chunk.line, &mut budget, sink) {
            tell(&fault, text, sink);
        }
    }
}

pub(super) struct Fault {
    pub(super) pos: Pos,
    pub(super) why: String,
}

fn checked_text<'t>(chunk: &Chunk<'t>, sink: &mut Sink<'_>) -> Option<&'t str> {
    let line_at = |offset: usize| {
        let before = chunk.bytes.get(..offset).unwrap_or_default();
        chunk
            .line
            .saturating_add(u32::try_from(memchr::memchr_iter(b'\n', before).count()).unwrap_or(u32::MAX))
    };
    let (line, why) = match std::str::from_utf8(chunk.bytes) {
        Err(error) => {
            let at = error.valid_up_to();
            (line_at(at), format!("invalid UTF-8 at byte {}", chunk.start + at))
        }
        Ok(text) => match memchr::memchr(0, chunk.bytes) {
            Some(at) => (line_at(at), format!("NUL byte at byte {}: not a text file", chunk.start + at)),
            None if memchr::memchr_iter(b',', chunk.bytes).nth(COMMAS).is_some() => {
                let why = format!(
                    "more than {COMMAS} commas in one YAML document: give it as JSON, which is streamed"
                );
                (chunk.line, why)
            }
            None => return Some(text),
        },
    };
    sink.gap(line, &why, "the document there was not judged");
    None
}

fn tell(fault: &Fault, text: &str, sink: &mut Sink<'_>) {
    let Pos { line, column } = fault.pos;
    let mut why = format!("line {line} column {column}: {}", fault.why);
    if is_template(text) {
        why.push_str(
            "; looks like a Helm template: render it first, e.g. helm template DIR | holdfast scan -f -",
        );
    }
    sink.abandon();
    sink.gap(line, &why, "the document there was not judged");
}

/// What to add to an error when the text is a template.
fn hint(text: &str) -> &'static str {
    if is_template(text) {
        "; looks like a Helm template: render it first, e.g. helm template DIR | holdfast scan -f -"
    } else {
        ""
    }
}

/// Whether Go template actions stand in the text, as Helm charts use them.
fn is_template(text: &str) -> bool {
    const STARTS: &[&str] = &[
        ".",
        "$",
        "/*",
        "if ",
        "else",
        "end",
        "range ",
        "with ",
        "define ",
        "template ",
        "include ",
        "toYaml ",
    ];
    text.split("{{").skip(1).any(|action| {
        let action = action.trim_start_matches('-').trim_start();
        STARTS.iter().any(|start| action.starts_with(start))
    })
}

/// Parses and tells the documents of one chunk: usually one, more when `...` ends one.
fn documents(text: &str, line: u32, budget: &mut usize, sink: &mut Sink<'_>) -> Result<(), Fault> {
    let mut repair = Repair::default();
    let mut told = 0;
    let Err((fault, error)) = attempt(text, line, &repair, &mut told, budget, sink) else { return Ok(()) };
    let mut next = error.and_then(|error| repair.next(text, &error));
    while let Some(text) = next {
        match attempt(&text, line, &repair, &mut told, budget, sink) {
            Ok(()) => return Ok(()),
            Err((_, error)) => next = error.and_then(|error| repair.next(&text, &error)),
        }
    }
    Err(fault)
}

/// One try at a chunk. `told` counts the documents already told, which are passed over.
fn attempt(
    text: &str,
    line: u32,
    repair: &Repair,
    told: &mut usize,
    budget: &mut usize,
    sink: &mut Sink<'_>,
) -> Result<(), (Fault, Option<ScanError>)> {
    let mut parser = Parser::new_from_str(text);
    let mut tree = Tree::new(line);
    let (mut document, mut row) = (0, 0);
    while let Some(step) = parser.next_event() {
        let (event, span) = step.map_err(|error| (tree.fault(&error), Some(error)))?;
        let pos = tree.pos(span.start);
        match event {
            Event::DocumentStart(_) => tree.clear(),
            Event::DocumentEnd => {
                document += 1;
                if document > *told {
                    *told = document;
                    Emitter::new(&tree.nodes, budget, sink, hint(text)).document();
                }
            }
            Event::StreamEnd => return Ok(()),
            event => {
                let first = span.start.line() != std::mem::replace(&mut row, span.start.line());
                if first && repair.touched(row) && !tree.in_flow(text) {
                    let why = "tabs may not indent the lines of a block".to_owned();
                    return Err((Fault { pos, why }, None));
                }
                tree.add(event, pos, sink.limits.depth).map_err(|fault| (fault, None))?;
            }
        }
    }
    Ok(())
}

/// The nodes of one document while it is parsed.
pub(super) struct Tree<'t> {
    pub(super) nodes: Vec<Node<'t>>,
    open: Vec<usize>,
    anchors: FxHashMap<usize, usize>,
    /// Line of the chunk's first line in the file.
    line: u32,
}

impl<'t> Tree<'t> {
    pub(super) fn new(line: u32) -> Self {
        Self { nodes: Vec::new(), open: Vec::new(), anchors: FxHashMap::default(), line }
    }

    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.open.clear();
        self.anchors.clear();
    }

    pub(super) fn add(&mut self, event: Event<'t>, pos: Pos, depth: usize) -> Result<(), Fault> {
        let number = self.nodes.len();
        let (content, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                (Content::Scalar(text, scalar_tag(style, tag.as_deref())), anchor)
            }
            Event::SequenceStart(anchor, _) => (Content::Sequence, anchor),
            Event::MappingStart(anchor, _) => (Content::Mapping, anchor),
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(&target) => (Content::Alias(target), 0),
                None => return Err(Fault { pos, why: "unknown anchor".to_owned() }),
            },
            Event::SequenceEnd | Event::MappingEnd => {
                let end = number;
                if let Some(node) = self.open.pop().and_then(|at| self.nodes.get_mut(at)) {
                    node.end = end;
                }
                return Ok(());
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => return Ok(()),
        };
        let container = matches!(content, Content::Sequence | Content::Mapping);
        if container {
            self.open.push(number);
        }
        if self.open.len() > depth {
            return Err(Fault { pos, why: too_deep(depth) });
        }
        if anchor > 0 {
            self.anchors.insert(anchor, number);
        }
        self.nodes.push(Node { content, pos, end: if container { 0 } else { number + 1 } });
        Ok(())
    }

    /// Whether the innermost open collection is written in brackets, as far as a look at its first character tells.
    fn in_flow(&self, text: &str) -> bool {
        let Some(node) = self.open.last().and_then(|at| self.nodes.get(*at)) else { return false };
        let line = node.pos.line.saturating_sub(self.line) as usize;
        let column = node.pos.column.saturating_sub(1) as usize;
        let line = text.split('\n').nth(line).unwrap_or_default();
        // Far to the right it is not worth counting characters.
        column < 1000 && matches!(line.chars().nth(column), Some('[' | '{'))
    }

    pub(super) fn pos(&self, marker: saphyr_parser::Marker) -> Pos {
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Pos {
            line: self.line.saturating_add(number(marker.line().saturating_sub(1))),
            column: number(marker.col().saturating_add(1)),
        }
    }

    pub(super) fn fault(&self, error: &ScanError) -> Fault {
        // The parser's own limit on flow nesting is what a text of brackets runs into first.
        let why = match error.info() {
            "recursion limit exceeded" => too_deep(255),
            info => text::shorten(info),
        };
        Fault { pos: self.pos(*error.marker()), why }
    }
}

fn too_deep(depth: usize) -> String {
    format!("nested deeper than {depth} levels")
}

fn scalar_tag(style: ScalarStyle, tag: Option<&Tag>) -> ScalarTag {
    let Some(tag) = tag else {
        return if style == ScalarStyle::Plain { ScalarTag::Implicit } else { ScalarTag::Text };
    };
    if !tag.is_yaml_core_schema() {
        return ScalarTag::Text;
    }
    match tag.suffix.as_str() {
        "bool" => ScalarTag::Bool,
        "int" => ScalarTag::Int,
        "float" => ScalarTag::Float,
        "null" => ScalarTag::Null,
        "binary" => ScalarTag::Binary,
        _ => ScalarTag::Text,
    }
}

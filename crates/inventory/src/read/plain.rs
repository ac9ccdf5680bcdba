//! YAML and JSON that are no Kubernetes objects: configuration files, as generic values.
//!
//! The same parser, scalar rules and bounds as for objects. Nothing is trimmed or concealed here: the caller knows what it reads.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser};
use serde_json::{Map, Number, Value};
use thiserror::Error;

use super::yaml::{Content, Node, Tree};
use super::{Limits, json, not_utf8_text, scalar, text};
use crate::read::scalar::ScalarTag;

/// Why a text has no value.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {why}")]
pub struct Malformed {
    /// From 1; of the place where the parser gave up.
    pub line: u32,
    pub why: String,
}

impl Malformed {
    fn new(line: u32, why: impl Into<String>) -> Self {
        Self { line, why: why.into() }
    }
}

/// The documents of a YAML stream, or the one of a JSON text. Empty documents are left out; of a repeated key the last value counts.
///
/// # Errors
///
/// The first thing that is not well-formed, or that breaks a limit (`depth`, `yaml_bytes`, `expansion`).
pub fn values(bytes: &[u8], limits: &Limits) -> Result<Vec<Value>, Malformed> {
    if bytes.len() > limits.yaml_bytes {
        return Err(Malformed::new(1, format!("larger than {} bytes", limits.yaml_bytes)));
    }
    if let Some(why) = not_utf8_text(bytes) {
        return Err(Malformed::new(1, why));
    }
    if json::looks_like_json(bytes) {
        match serde_json::from_slice(bytes) {
            Ok(value) => return Ok(vec![value]),
            // A flow mapping of YAML begins like JSON too.
            Err(error) => return yaml(bytes, limits).map_err(|_| json_fault(&error)),
        }
    }
    yaml(bytes, limits)
}

/// Of serde's message only the kind of the fault: it may repeat a value.
fn json_fault(error: &serde_json::Error) -> Malformed {
    let line = u32::try_from(error.line()).unwrap_or(u32::MAX).max(1);
    Malformed::new(line, if error.is_eof() { "the JSON ends too early" } else { "neither JSON nor YAML" })
}

fn yaml(bytes: &[u8], limits: &Limits) -> Result<Vec<Value>, Malformed> {
    let whole = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before).count() + 1;
        Malformed::new(u32::try_from(line).unwrap_or(u32::MAX), "invalid UTF-8")
    })?;
    let mut text = Cow::Borrowed(whole);
    for _ in 0..MOST_MENDED {
        match documents(&text, limits) {
            Err(fault) if fault.why == UNDER_INDENTED && text.len() <= MENDED_BYTES => {
                text = Cow::Owned(indented(&text, fault.line).ok_or(fault)?);
            }
            other => return other,
        }
    }
    documents(&text, limits)
}

/// What the parser says of a quoted text that goes on in a line indented no deeper than its key.
const UNDER_INDENTED: &str = "invalid indentation in quoted scalar";
/// Lines of one input that are indented after the fact, and the size of inputs for which that is tried.
const MOST_MENDED: usize = 200;
const MENDED_BYTES: usize = 1 << 20;

/// The YAML reader of Kubernetes takes such lines, and spaces at their start are no part of the text: the first one after
/// `line`, where the text begins, is moved to the right.
fn indented(text: &str, line: u32) -> Option<String> {
    let start = usize::try_from(line).ok()?;
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = text.lines().nth(start.checked_sub(1)?)?;
    let key = first.len() - first.trim_start_matches([' ', '-']).len();
    let under = |line: &str| !line.trim().is_empty() && indent(line) <= key;
    let at = text.lines().enumerate().skip(start).find(|(_, line)| under(line)).map(|(at, _)| at)?;
    let moved = |(number, line): (usize, &str)| {
        if number == at { format!("{}{line}", " ".repeat(key + 1)) } else { line.to_owned() }
    };
    Some(text.split_inclusive('\n').enumerate().map(moved).collect())
}

fn documents(whole: &str, limits: &Limits) -> Result<Vec<Value>, Malformed> {
    let mut budget = whole.len().saturating_mul(10).saturating_add(limits.expansion);
    let mut tree = Tree::new(1);
    let mut found = Vec::new();
    for step in Parser::new_from_str(whole) {
        let (event, span) = match step {
            Ok(step) => step,
            Err(error) => return Err(tree.fault(&error).into()),
        };
        let pos = tree.pos(span.start);
        match event {
            Event::DocumentStart(_) => tree.clear(),
            Event::DocumentEnd => {
                let value = Builder { nodes: &tree.nodes, budget: &mut budget, limits }.value(0, 0)?;
                found.extend(Some(value).filter(|value| !value.is_null()));
            }
            event => tree.add(event, pos, limits.depth).map_err(Malformed::from)?,
        }
    }
    Ok(found)
}

struct Builder<'b, 't> {
    nodes: &'b [Node<'t>],
    /// Bytes the values may still take: aliases can repeat them.
    budget: &'b mut usize,
    limits: &'b Limits,
}

impl<'b> Builder<'b, '_> {
    fn value(&mut self, at: usize, depth: usize) -> Result<Value, Malformed> {
        let nodes = self.nodes;
        let Some(node) = nodes.get(at) else { return Ok(Value::Null) };
        self.charge(node, depth)?;
        match &node.content {
            Content::Scalar(text, tag) => scalar_value(text, *tag).map_err(|why| fault(node, why)),
            Content::Alias(target) => self.value(self.outside(at, *target)?, depth + 1),
            Content::Sequence => {
                let mut items = Vec::new();
                let mut item = at + 1;
                while item < node.end {
                    items.push(self.value(item, depth + 1)?);
                    item = self.after(item);
                }
                Ok(Value::Array(items))
            }
            Content::Mapping => self.mapping(at, depth).map(Value::Object),
        }
    }

    fn mapping(&mut self, at: usize, depth: usize) -> Result<Map<String, Value>, Malformed> {
        let end = self.nodes.get(at).map_or(0, |node| node.end);
        let (mut members, mut merged) = (Map::new(), Map::new());
        let mut key = at + 1;
        while key < end {
            let value = self.after(key);
            if self.is_merge(key) {
                self.merge(value, depth + 1, &mut merged)?;
            } else {
                let name = self.key(key)?;
                members.insert(name.into_owned(), self.value(value, depth + 1)?);
            }
            key = self.after(value);
        }
        merged.append(&mut members);
        Ok(merged)
    }

    fn is_merge(&self, key: usize) -> bool {
        matches!(self.nodes.get(key).map(|node| &node.content),
            Some(Content::Scalar(text, ScalarTag::Implicit)) if text == "<<")
    }

    /// `<<: *base` or `<<: [*a, *b]`: earlier ones win.
    fn merge(&mut self, at: usize, depth: usize, into: &mut Map<String, Value>) -> Result<(), Malformed> {
        let add = |value: Value, into: &mut Map<String, Value>| match value {
            Value::Object(members) => {
                for (name, value) in members {
                    into.entry(name).or_insert(value);
                }
                true
            }
            _ => false,
        };
        let fine = match self.value(at, depth)? {
            Value::Array(items) => items.into_iter().all(|item| add(item, into)),
            value => add(value, into),
        };
        if fine { Ok(()) } else { Err(self.fault_at(at, "<< needs a mapping or a list of mappings")) }
    }

    fn key(&self, at: usize) -> Result<Cow<'b, str>, Malformed> {
        let nodes = self.nodes;
        let node = match nodes.get(at).map(|node| &node.content) {
            Some(Content::Alias(target)) => nodes.get(*target),
            _ => nodes.get(at),
        };
        if let Some(Content::Scalar(text, tag)) = node.map(|node| &node.content)
            && let Some(name) = scalar::resolve(text, *tag).ok().and_then(scalar::key)
        {
            return Ok(name);
        }
        Err(self.fault_at(at, "a key is neither text, number nor boolean"))
    }

    fn outside(&self, at: usize, target: usize) -> Result<usize, Malformed> {
        let inside =
            self.nodes.get(target).is_none_or(|node| (target..node.end.max(target + 1)).contains(&at));
        let open = self.nodes.get(target).is_none_or(|node| node.end == 0);
        if inside || open {
            return Err(self.fault_at(at, "an anchor's value contains itself"));
        }
        Ok(target)
    }

    fn charge(&mut self, node: &Node<'_>, depth: usize) -> Result<(), Malformed> {
        if depth > self.limits.depth {
            return Err(fault(node, format!("nested deeper than {} levels", self.limits.depth)));
        }
        let cost = match &node.content {
            Content::Scalar(text, _) => text.len() + 1,
            _ => 2,
        };
        let left = self.budget.checked_sub(cost);
        *self.budget = left.unwrap_or(0);
        left.map(|_| ()).ok_or_else(|| fault(node, "aliases expand to more than the limit: a YAML bomb?"))
    }

    fn after(&self, at: usize) -> usize {
        self.nodes.get(at).map_or(self.nodes.len(), |node| node.end.max(at + 1))
    }

    fn fault_at(&self, at: usize, why: &str) -> Malformed {
        Malformed::new(self.nodes.get(at).map_or(1, |node| node.pos.line), why)
    }
}

fn fault(node: &Node<'_>, why: impl Into<String>) -> Malformed {
    Malformed::new(node.pos.line, why)
}

fn scalar_value(text: &str, tag: ScalarTag) -> Result<Value, String> {
    Ok(match scalar::resolve(text, tag)? {
        scalar::Value::Null => Value::Null,
        scalar::Value::Bool(value) => Value::Bool(value),
        scalar::Value::Text(text) => Value::String(text.into_owned()),
        scalar::Value::Int(digits) => number(&digits).ok_or("a number too large")?,
        scalar::Value::Float(value) => {
            Number::from_f64(value).map(Value::Number).ok_or("a number JSON cannot hold")?
        }
    })
}

fn number(digits: &str) -> Option<Value> {
    let whole = digits.parse::<i64>().map(Number::from).or_else(|_| digits.parse::<u64>().map(Number::from));
    whole.ok().or_else(|| digits.parse::<f64>().ok().and_then(Number::from_f64)).map(Value::Number)
}

impl From<super::yaml::Fault> for Malformed {
    fn from(fault: super::yaml::Fault) -> Self {
        Self::new(fault.pos.line, text::shorten(&fault.why))
    }
}

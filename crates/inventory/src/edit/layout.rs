//! Ways of writing one patch into a text, best first. Each is a guess about layout; the caller proves which one is right.

use std::fmt::Write as _;

use holdfast_model::PatchOp;
use serde_json::Value;

use super::apply::topmost_empty;
use crate::json::{escape, parts};
use crate::read::Document;
use crate::yaml;

/// A text with one object of it, as read.
struct Page<'a> {
    text: &'a str,
    /// Byte offsets of line starts, and of the end.
    lines: Vec<usize>,
    document: &'a Document,
    object: &'a Value,
}

pub(super) fn candidates(text: &str, document: &Document, object: &Value, op: &PatchOp) -> Vec<String> {
    let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1);
    let mut lines: Vec<usize> = std::iter::once(0).chain(ends).collect();
    if lines.last() != Some(&text.len()) {
        lines.push(text.len());
    }
    let page = Page { text, lines, document, object };
    match op {
        PatchOp::Remove { path } => page.removals(&topmost_empty(object, path)),
        PatchOp::Add { path, value } => page.additions(path, value),
    }
}

impl Page<'_> {
    fn additions(&self, pointer: &str, value: &Value) -> Vec<String> {
        let (parent, rest) = self.deepest(pointer);
        let Some((key, below)) = rest.split_first() else { return self.replacements(pointer, value) };
        let nested = below
            .iter()
            .rev()
            .fold(value.clone(), |inner, key| Value::Object([(key.clone(), inner)].into_iter().collect()));
        let here = self.object.pointer(&parent);
        let mut found = Vec::new();
        if let Some(open) = self.flow_start(&parent) {
            found.extend(self.put_in_flow(open, key, &nested));
        }
        match here {
            Some(Value::Object(members)) if !members.is_empty() => {
                found.extend(self.put_in_map(&parent, key, &nested));
            }
            Some(Value::Array(items)) if !items.is_empty() => {
                found.extend(self.put_in_list(&parent, &nested));
            }
            Some(Value::Null) => {
                let whole = Value::Object([(key.clone(), nested)].into_iter().collect());
                found.extend(self.replacements(&parent, &whole));
            }
            _ => {}
        }
        found
    }

    /// The longest prefix of the pointer that exists, and the keys that are missing.
    fn deepest(&self, pointer: &str) -> (String, Vec<String>) {
        let keys: Vec<String> = parts(pointer).collect();
        let mut here = String::new();
        for (at, key) in keys.iter().enumerate() {
            let next = format!("{here}/{}", escape(key));
            if self.object.pointer(&next).is_none() {
                return (here, keys.get(at..).unwrap_or_default().to_vec());
            }
            here = next;
        }
        (here, Vec::new())
    }

    /// A new value for a member that is there.
    fn replacements(&self, pointer: &str, value: &Value) -> Vec<String> {
        let Some(start) = self.value_start(pointer) else { return Vec::new() };
        let Some(rest) = self.text.get(start..) else { return Vec::new() };
        let inline = match rest.chars().next() {
            Some('{' | '[') => flow_end(rest),
            Some('"') => quoted_end(rest, '"'),
            Some('\'') => quoted_end(rest, '\''),
            _ => Some(plain_end(rest)),
        };
        let mut found = Vec::new();
        if let Some(end) = inline {
            let gap =
                if end == 0 && !self.text.get(..start).is_some_and(|t| t.ends_with(' ')) { " " } else { "" };
            found.push(self.splice(start, start + end, &format!("{gap}{}", self.flow(value))));
        }
        // A block below its key: write the new value beside the key and drop the lines of the old one.
        if let (Some(key_end), Some((_, after))) = (self.key_end(pointer), self.line_range(pointer)) {
            found.push(self.splice(
                key_end,
                after.saturating_sub(1).max(key_end),
                &format!(" {}", self.flow(value)),
            ));
        }
        found
    }

    fn put_in_flow(&self, open: usize, key: &str, value: &Value) -> Option<String> {
        let rest = self.text.get(open..)?;
        let close = open + flow_end(rest)?.checked_sub(1)?;
        let inside = self.text.get(open + 1..close)?;
        let end = open + 1 + inside.trim_end().len();
        let joint = if inside.trim().is_empty() { "" } else { ", " };
        let item = if rest.starts_with('[') {
            self.flow(value)
        } else {
            format!("{}: {}", self.key(key), self.flow(value))
        };
        Some(self.splice(end, end, &format!("{joint}{item}")))
    }

    fn put_in_map(&self, parent: &str, key: &str, value: &Value) -> Vec<String> {
        let members = self.object.pointer(parent).and_then(Value::as_object);
        let positions: Vec<(usize, usize)> = members
            .into_iter()
            .flat_map(serde_json::Map::keys)
            .filter_map(|key| self.position(&format!("{parent}/{}", escape(key))))
            .collect();
        let mut positions = positions;
        positions.sort_unstable();
        let Some(&(_, column)) = positions.first() else { return Vec::new() };
        let mut written = String::new();
        block(key, value, column, &mut written);
        let mut lines = self.ends(parent);
        lines.extend(positions.get(1).map(|(line, _)| *line));
        lines.into_iter().map(|line| self.insert_line(line, &written)).collect()
    }

    fn put_in_list(&self, parent: &str, value: &Value) -> Vec<String> {
        let Some((line, column)) = self.position(&format!("{parent}/0")) else { return Vec::new() };
        let start = self.lines.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..start + column).unwrap_or_default();
        let Some(dash) = before.rfind('-') else { return Vec::new() };
        let written = format!("{}- {}\n", " ".repeat(dash), self.flow(value));
        self.ends(parent).into_iter().map(|line| self.insert_line(line, &written)).collect()
    }

    /// Lines before which something can be put so that it still belongs to the container: after its last content,
    /// above comments and blank lines that lead to what follows; and right before what follows.
    fn ends(&self, pointer: &str) -> Vec<usize> {
        let Some((_, after)) = self.line_range(pointer) else { return Vec::new() };
        let raw = self.lines.partition_point(|start| *start < after);
        let mut line = raw;
        while line > 0 && self.line(line - 1).is_some_and(is_filler) {
            line -= 1;
        }
        vec![line, raw]
    }

    fn removals(&self, pointer: &str) -> Vec<String> {
        let mut found = Vec::new();
        found.extend(self.remove_block(pointer));
        found.extend(self.remove_first_of_item(pointer));
        found.extend(self.remove_flow(pointer));
        found
    }

    fn remove_block(&self, pointer: &str) -> Vec<String> {
        let Some((start, after)) = self.line_range(pointer) else { return Vec::new() };
        let first = self.lines.partition_point(|at| *at <= start).saturating_sub(1);
        let Some(&from) = self.lines.get(first) else { return Vec::new() };
        let lines = self.ends(pointer);
        let ends = lines.into_iter().filter_map(|line| self.lines.get(line).copied()).chain([after]);
        ends.filter(|end| *end > from).map(|end| self.splice(from, end, "")).collect()
    }

    /// `- a: 1` with more members below: the dash stays, and the next member moves up to it.
    fn remove_first_of_item(&self, pointer: &str) -> Option<String> {
        let start = self.offset(pointer)?;
        let (_, after) = self.line_range(pointer)?;
        let next = self.text.get(after..)?;
        let indent = next.len() - next.trim_start_matches(' ').len();
        Some(self.splice(start, after + indent, ""))
    }

    fn remove_flow(&self, pointer: &str) -> Option<String> {
        let start = self.offset(pointer)?;
        let value = self.value_start(pointer)?;
        let rest = self.text.get(value..)?;
        let length = match rest.chars().next()? {
            '{' | '[' => flow_end(rest)?,
            '"' => quoted_end(rest, '"')?,
            '\'' => quoted_end(rest, '\'')?,
            _ => rest.find([',', '}', ']', '\n'])?,
        };
        let end = value + length;
        let after = self.text.get(end..)?;
        let trimmed = after.trim_start();
        if let Some(more) = trimmed.strip_prefix(',') {
            return Some(self.splice(start, self.text.len() - more.trim_start().len(), ""));
        }
        let before = self.text.get(..start)?.trim_end();
        let from = before.strip_suffix(',').map_or(start, |b| b.trim_end().len());
        Some(self.splice(from, end, ""))
    }

    /// Offsets of the member's first byte and of the first line after its last content.
    fn line_range(&self, pointer: &str) -> Option<(usize, usize)> {
        let start = self.offset(pointer)?;
        let next = self.document.marks.next_after(&self.document.json, pointer)?;
        let after = match next {
            Some((line, _)) => *self.lines.get((line as usize).checked_sub(1)?)?,
            None => self.text.len(),
        };
        Some((start, after.max(start)))
    }

    /// Line (from 0) and column (bytes, from 0) of a node's key or item.
    fn position(&self, pointer: &str) -> Option<(usize, usize)> {
        self.object.pointer(pointer)?;
        let (line, column) = self.document.marks.at(&self.document.json, pointer)?;
        Some(((line as usize).checked_sub(1)?, (column as usize).checked_sub(1)?))
    }

    fn offset(&self, pointer: &str) -> Option<usize> {
        let (line, column) = self.position(pointer)?;
        let start = *self.lines.get(line)?;
        let chars = self.text.get(start..)?.char_indices().nth(column)?;
        Some(start + chars.0)
    }

    /// Offset after the colon of a member's key.
    fn key_end(&self, pointer: &str) -> Option<usize> {
        let start = self.offset(pointer)?;
        let rest = self.text.get(start..)?;
        let key = match rest.chars().next()? {
            quote @ ('"' | '\'') => quoted_end(rest, quote)?,
            _ => rest.find(':')?,
        };
        let colon = rest.get(key..)?.find(':')?;
        Some(start + key + colon + 1)
    }

    /// Offset of a value on its key's line; the end of that line's content when it is empty there.
    fn value_start(&self, pointer: &str) -> Option<usize> {
        let (parent, last) = pointer.rsplit_once('/')?;
        if last.parse::<usize>().is_ok() && self.object.pointer(parent).is_some_and(Value::is_array) {
            return self.offset(pointer);
        }
        let end = self.key_end(pointer)?;
        let rest = self.text.get(end..)?;
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        // Pretty-printed JSON may break the line after the colon; YAML there means a block.
        Some(end + blank)
    }

    /// Offset of the bracket of a container in flow style.
    fn flow_start(&self, pointer: &str) -> Option<usize> {
        let start = if pointer.is_empty() { self.text.find(['{', '['])? } else { self.value_start(pointer)? };
        self.text.get(start..)?.starts_with(['{', '[']).then_some(start)
    }

    fn line(&self, number: usize) -> Option<&str> {
        self.text.get(*self.lines.get(number)?..*self.lines.get(number + 1)?)
    }

    fn insert_line(&self, line: usize, written: &str) -> String {
        let at = self.lines.get(line).copied().unwrap_or(self.text.len());
        let newline =
            if at > 0 && !self.text.get(..at).is_some_and(|t| t.ends_with('\n')) { "\n" } else { "" };
        self.splice(at, at, &format!("{newline}{written}"))
    }

    fn splice(&self, from: usize, to: usize, new: &str) -> String {
        let head = self.text.get(..from).unwrap_or_default();
        let tail = self.text.get(to..).unwrap_or_default();
        [head, new, tail].concat()
    }

    fn is_json(&self) -> bool {
        self.text.trim_start().starts_with(['{', '['])
    }

    fn key(&self, key: &str) -> String {
        if self.is_json() { Value::from(key).to_string() } else { yaml_key(key) }
    }

    /// The value on one line.
    fn flow(&self, value: &Value) -> String {
        if self.is_json() {
            return value.to_string();
        }
        match value {
            Value::Object(members) if members.is_empty() => "{}".to_owned(),
            Value::Object(members) => {
                let inside: Vec<_> =
                    members.iter().map(|(k, v)| format!("{}: {}", yaml_key(k), self.flow(v))).collect();
                format!("{{{}}}", inside.join(", "))
            }
            Value::Array(items) => {
                let inside: Vec<_> = items.iter().map(|item| self.flow(item)).collect();
                format!("[{}]", inside.join(", "))
            }
            scalar => yaml::scalar(scalar),
        }
    }
}

/// A member in block style at a column (from 0).
fn block(key: &str, value: &Value, column: usize, to: &mut String) {
    to.push_str(&" ".repeat(column));
    to.push_str(&yaml_key(key));
    match value {
        Value::Object(members) if !members.is_empty() => {
            to.push_str(":\n");
            for (key, value) in members {
                block(key, value, column + 2, to);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let inside: Vec<_> = items.iter().map(yaml::scalar).collect();
            let _ = writeln!(to, ": [{}]", inside.join(", "));
        }
        scalar => {
            let _ = writeln!(to, ": {}", yaml::scalar(scalar));
        }
    }
}

fn yaml_key(key: &str) -> String {
    yaml::scalar(&Value::from(key))
}

fn is_filler(line: &str) -> bool {
    let text = line.trim();
    text.is_empty() || text.starts_with('#')
}

/// Length of a flow collection, brackets included.
fn flow_end(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            '"' | '\'' => {
                let length = quoted_end(text.get(at..)?, c)?;
                while chars.clone().next().is_some_and(|(next, _)| next < at + length) {
                    chars.next();
                }
            }
            _ => {}
        }
    }
    None
}

/// Length of a quoted scalar, quotes included.
fn quoted_end(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Length of a plain scalar on its line, before a comment or the end of a flow item.
fn plain_end(text: &str) -> usize {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let comment = line.find(" #").unwrap_or(line.len());
    let flow = line.find([',', '}', ']']).unwrap_or(line.len());
    line.get(..comment.min(flow)).unwrap_or_default().trim_end().len()
}

//! Two things the Go library reads and the YAML 1.2 parser refuses: tabs that indent the lines of a flow collection, and
//! quoted scalars whose further lines are indented less than their parent. Both are common in real manifests. White
//! space there has no meaning, so it is replaced and the document parsed again.

use saphyr_parser::ScanError;

/// Times one document is parsed again at most, and bytes parsed again in all.
const ATTEMPTS: usize = 64;
const BYTES: usize = 256 * 1024 * 1024;

/// A text with white space replaced on some lines, none added or removed.
#[derive(Default)]
pub(super) struct Repair {
    attempts: usize,
    /// Lines whose tabs were replaced, from 1: they must turn out to lie in a flow collection.
    tab_lines: Vec<usize>,
}

impl Repair {
    /// The text in which the cause of `error` is gone; `None` when the error is not one of the two.
    pub(super) fn next(&mut self, text: &str, error: &ScanError) -> Option<String> {
        self.attempts += 1;
        if self.attempts > ATTEMPTS || self.attempts.saturating_mul(text.len()) > BYTES {
            return None;
        }
        let line = error.marker().line();
        match error.info() {
            "tabs disallowed within this context (block indentation)" if !self.tab_lines.contains(&line) => {
                self.tab_lines.push(line);
                without_tabs(text, line)
            }
            "invalid indentation in quoted scalar" => indented_scalar(text, line, error.marker().col()),
            _ => None,
        }
    }

    pub(super) fn touched(&self, line: usize) -> bool {
        self.tab_lines.contains(&line)
    }
}

/// Replaces the white space before a line's text by as many spaces as the line above has, at least as many as there were.
fn without_tabs(text: &str, line: usize) -> Option<String> {
    let (start, end) = line_at(text, line)?;
    let body = text.get(start..end)?;
    let content = body.trim_start_matches([' ', '\t']);
    let above = text.get(..start)?.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let width = (above.len() - above.trim_start().len()).max(body.len() - content.len());
    Some(format!("{}{}{}{}", text.get(..start)?, " ".repeat(width), content, text.get(end..)?))
}

/// Indents the further lines of the quoted scalar that starts at `line` and `column` (from 0).
fn indented_scalar(text: &str, line: usize, column: usize) -> Option<String> {
    let (start, _) = line_at(text, line)?;
    let start = start + text.get(start..)?.char_indices().nth(column)?.0;
    let scalar = text.get(start..)?;
    let end = start + quoted_length(scalar)?;
    let mut repaired = text.get(..start)?.to_owned();
    for (at, line) in text.get(start..end)?.split_inclusive('\n').enumerate() {
        if line.starts_with("...") {
            return None;
        }
        if at > 0 && !line.trim().is_empty() {
            repaired.push_str(&" ".repeat(column + 1));
        }
        repaired.push_str(line);
    }
    repaired.push_str(text.get(end..)?);
    Some(repaired)
}

/// The bytes from an opening quote to its closing quote.
fn quoted_length(scalar: &str) -> Option<usize> {
    let quote = scalar.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let mut bytes = scalar.bytes().enumerate().skip(1).peekable();
    while let Some((at, byte)) = bytes.next() {
        let next = bytes.peek().map(|(_, next)| *next);
        if byte == quote && !(quote == b'\'' && next == Some(quote)) {
            return Some(at + 1);
        }
        if byte == quote || (quote == b'"' && byte == b'\\') {
            bytes.next();
        }
    }
    None
}

/// Start and end of a line, its break included.
fn line_at(text: &str, line: usize) -> Option<(usize, usize)> {
    let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes());
    let start = match line.checked_sub(2) {
        None => 0,
        Some(before) => breaks.nth(before)? + 1,
    };
    Some((start, breaks.next().map_or(text.len(), |at| at + 1)))
}

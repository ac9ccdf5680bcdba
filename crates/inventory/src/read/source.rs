//! A bounded window over the input that knows line and column.

use std::io::Read;

use super::marks::Pos;

const WINDOW: usize = 256 * 1024;

pub(super) struct Source<'r> {
    input: &'r mut dyn Read,
    window: Vec<u8>,
    at: usize,
    end: usize,
    /// Offset of the window's first byte in the input.
    base: usize,
    line: u32,
    /// Offset of the current line's first byte in the input.
    line_start: usize,
    ended: bool,
    error: Option<std::io::Error>,
}

impl<'r> Source<'r> {
    pub(super) fn new(input: &'r mut dyn Read) -> Self {
        Self {
            input,
            window: vec![0; WINDOW],
            at: 0,
            end: 0,
            base: 0,
            line: 1,
            line_start: 0,
            ended: false,
            error: None,
        }
    }

    /// The next bytes, at least one unless the input has ended.
    pub(super) fn chunk(&mut self) -> &[u8] {
        if self.at == self.end {
            self.fill();
        }
        self.window.get(self.at..self.end).unwrap_or_default()
    }

    pub(super) fn peek(&mut self) -> Option<u8> {
        if let Some(&byte) = self.window.get(self.at).filter(|_| self.at < self.end) {
            return Some(byte);
        }
        self.chunk().first().copied()
    }

    /// Moves on; `count` bytes must lie in the current chunk and hold no line break.
    pub(super) fn advance(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.end);
    }

    /// Moves past `count` bytes of the current chunk, of which the last is a line break.
    pub(super) fn advance_line(&mut self, count: usize) {
        self.advance(count);
        self.line = self.line.saturating_add(1);
        self.line_start = self.base + self.at;
    }

    pub(super) fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        if byte == b'\n' {
            self.advance_line(1)
        } else {
            self.advance(1)
        }
        Some(byte)
    }

    /// The first byte after white space, which is skipped.
    #[inline]
    pub(super) fn skip_space(&mut self) -> Option<u8> {
        loop {
            let rest = self.window.get(self.at..self.end).unwrap_or_default();
            let Some(length) = rest.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r')) else {
                self.at = self.end;
                self.peek()?;
                continue;
            };
            match rest.get(length) {
                Some(b'\n') => self.advance_line(length + 1),
                byte => {
                    let byte = byte.copied();
                    self.at += length;
                    return byte;
                }
            }
        }
    }

    pub(super) fn pos(&self) -> Pos {
        let column = (self.base + self.at).saturating_sub(self.line_start).saturating_add(1);
        Pos { line: self.line, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    /// Bytes read so far.
    pub(super) fn offset(&self) -> usize {
        self.base + self.at
    }

    pub(super) fn take_error(&mut self) -> Option<std::io::Error> {
        self.error.take()
    }

    fn fill(&mut self) {
        if self.ended {
            return;
        }
        self.base += self.end;
        (self.at, self.end) = (0, 0);
        loop {
            match self.input.read(&mut self.window) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end = count.min(self.window.len()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    self.error = Some(error);
                }
            }
            return;
        }
    }
}

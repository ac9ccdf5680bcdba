//! Text from outside made safe to show, and fitted to a width.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// True for characters that a viewer obeys instead of showing: controls (escape sequences, line
/// breaks), direction marks (<https://trojansource.codes/>), invisible tags and byte order marks.
pub(crate) fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text on one line, characters that would be obeyed written out (`\n`, `\u{1b}`).
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_obeyed(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// [`plain`], cut after `max` characters: for places that people read, where 100 KB of name help nobody.
pub(crate) fn short(text: &str, max: usize) -> Cow<'_, str> {
    match text.char_indices().nth(max) {
        None => plain(text),
        Some((end, _)) => {
            let mut out = plain(text.get(..end).unwrap_or_default()).into_owned();
            out.push('…');
            Cow::Owned(out)
        }
    }
}

/// Columns the text takes on a terminal.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// Breaks text into lines of at most `width` columns, at spaces where possible. 0: one line.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    if width == 0 || columns(text) <= width {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let wide = columns(word);
        if used > 0 && used + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        used = push_word(word, width, used, &mut line, &mut lines);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Appends a word, breaking it where even a line of its own is too short.
fn push_word(word: &str, width: usize, mut used: usize, line: &mut String, lines: &mut Vec<String>) -> usize {
    for c in word.chars() {
        let wide = c.width().unwrap_or(0);
        if used > 0 && used + wide > width {
            lines.push(std::mem::take(line));
            used = 0;
        }
        line.push(c);
        used += wide;
    }
    used
}

/// `1 gap`, `2 gaps`.
pub(crate) fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_shown_not_obeyed() {
        for (input, expected) in [
            ("plain ünïcode 漢字", "plain ünïcode 漢字"),
            ("a\u{1b}[31mb\nc\r\td", "a\\u{1b}[31mb\\nc\\r\\td"),
            ("csi \u{9b}2J", "csi \\u{9b}2J"),
            ("abc\u{202e}txt\u{feff}", "abc\\u{202e}txt\\u{feff}"),
        ] {
            assert_eq!(plain(input), expected);
        }
        assert_eq!(short("abcdef", 3), "abc…");
        assert_eq!(short("abc", 3), "abc");
    }

    #[test]
    fn wraps_at_spaces_and_breaks_what_is_too_long() {
        for (input, width, expected) in [
            ("one two three", 0, vec!["one two three"]),
            ("one two three", 7, vec!["one two", "three"]),
            ("abcdefgh ij", 3, vec!["abc", "def", "gh", "ij"]),
            ("漢字漢字", 4, vec!["漢字", "漢字"]),
        ] {
            assert_eq!(wrap(input, width), expected);
        }
    }
}

//! The pieces of upstream's messages.

use std::fmt::Write as _;

pub(crate) fn plural<'w>(one: &'w str, many: &'w str, count: usize) -> &'w str {
    if count == 1 { one } else { many }
}

/// `"a", "b"`, in the order given. What stands between the quotes is not escaped: upstream does not either.
pub(crate) fn quoted<S: AsRef<str>>(items: &[S]) -> String {
    let mut text = String::new();
    for item in items {
        text.push_str(if text.is_empty() { "\"" } else { ", \"" });
        text.push_str(item.as_ref());
        text.push('"');
    }
    text
}

/// Go's `%q` for a string: <https://pkg.go.dev/strconv#Quote>.
pub(crate) fn quote(item: &str) -> String {
    let mut text = String::from('"');
    for c in item.chars() {
        let _ = match c {
            '"' | '\\' => write!(text, "\\{c}"),
            '\u{7}' => write!(text, "\\a"),
            '\u{8}' => write!(text, "\\b"),
            '\t' => write!(text, "\\t"),
            '\n' => write!(text, "\\n"),
            '\u{b}' => write!(text, "\\v"),
            '\u{c}' => write!(text, "\\f"),
            '\r' => write!(text, "\\r"),
            '\0'..'\u{80}' if c.is_ascii_control() => write!(text, "\\x{:02x}", u32::from(c)),
            _ if is_printable(c) => write!(text, "{c}"),
            '\0'..='\u{ffff}' => write!(text, "\\u{:04x}", u32::from(c)),
            _ => write!(text, "\\U{:08x}", u32::from(c)),
        };
    }
    text.push('"');
    text
}

/// Letters, marks, numbers, punctuation, symbols and the ASCII space, as Go's `unicode.IsPrint` has it.
fn is_printable(c: char) -> bool {
    // `str::escape_debug` escapes the same, and marks only where they come first.
    c.is_ascii() || ['a', c].iter().collect::<String>().escape_debug().nth(1) != Some('\\')
}

/// `container "a"` or `containers "a", "b"`.
pub(crate) fn containers<S: AsRef<str>>(names: &[S]) -> String {
    format!("{} {}", plural("container", "containers", names.len()), quoted(names))
}

/// Sorted, each once.
pub(crate) fn set(mut items: Vec<&str>) -> Vec<&str> {
    items.sort_unstable();
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted_as_upstream_does() {
        for (input, expected) in [
            ("", r#""""#),
            ("localhost/a b", r#""localhost/a b""#),
            (r#"a"b\c"#, r#""a\"b\\c""#),
            ("\u{7}\u{8}\t\n\u{b}\u{c}\r\0\u{1b}\u{7f}", r#""\a\b\t\n\v\f\r\x00\x1b\x7f""#),
            ("é漢e\u{301}😀", "\"é漢e\u{301}😀\""),
            ("\u{85}\u{a0}\u{200b}\u{feff}\u{e0001}", r#""\u0085\u00a0\u200b\ufeff\U000e0001""#),
        ] {
            assert_eq!(quote(input), expected);
        }
        assert_eq!(quoted(&["a", r#"b"c\"#]), r#""a", "b"c\""#);
        assert_eq!(quoted::<&str>(&[]), "");
    }
}

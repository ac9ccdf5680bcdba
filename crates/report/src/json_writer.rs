//! JSON that is safe to print: what a terminal or an editor would obey is written as `\uXXXX`.
//! To a parser the value is the same.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::text::is_obeyed;

/// Indented, ending in a newline.
pub(crate) fn pretty(value: &impl Serialize, to: &mut dyn Write) -> io::Result<()> {
    let mut writer = serde_json::Serializer::with_formatter(&mut *to, Safe(PrettyFormatter::new()));
    value.serialize(&mut writer)?;
    to.write_all(b"\n")
}

/// Another formatter, with strings made safe.
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        // serde_json escapes ASCII controls itself; only DEL and what lies beyond ASCII is left to do.
        if fragment.bytes().all(|b| b.is_ascii() && b != 0x7f) {
            return to.write_all(fragment.as_bytes());
        }
        let mut units = [0; 2];
        let mut utf8 = [0; 4];
        for c in fragment.chars() {
            if is_obeyed(c) {
                for unit in c.encode_utf16(&mut units) {
                    write!(to, "\\u{unit:04x}")?;
                }
            } else {
                to.write_all(c.encode_utf8(&mut utf8).as_bytes())?;
            }
        }
        Ok(())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_array(to)
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array(to)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(to, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array_value(to)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn values_survive_and_nothing_is_obeyed() {
        let hostile = "é \u{9b}2J \u{7f} \u{202e}abc \u{e0041} \u{1b}[0m \" \\ </script>";
        let mut bytes = Vec::new();
        super::pretty(&hostile, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), hostile);
        assert!(!text.trim_end().contains(crate::text::is_obeyed), "{text}");
    }
}

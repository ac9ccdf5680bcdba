use std::io::{self, Write};

use holdfast_model::Severity;

use crate::Style;
use crate::text::{columns, wrap};

/// Where the table is written: knows the width and whether there is colour.
pub(super) struct Page<'a> {
    style: &'a Style,
    to: &'a mut dyn Write,
}

/// SGR codes (ECMA-48, 8.3.117).
#[derive(Clone, Copy)]
pub(super) enum Ink {
    Plain,
    Bold,
    Faint,
    Level(Severity),
    Good,
}

impl<'a> Page<'a> {
    pub(super) fn new(style: &'a Style, to: &'a mut dyn Write) -> Self {
        Self { style, to }
    }

    pub(super) fn style(&self) -> &Style {
        self.style
    }

    /// An empty line and a bold heading.
    pub(super) fn heading(&mut self, text: &str) -> io::Result<()> {
        let text = self.ink(text, Ink::Bold);
        writeln!(self.to, "\n{text}")
    }

    /// A line as it is. The text must be plain already.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.to, "{}", text.trim_end())
    }

    /// A label, then text that hangs under its own first line. `label_width` is in columns.
    pub(super) fn hanging(
        &mut self,
        label: &str,
        ink: Ink,
        label_width: usize,
        text: &str,
    ) -> io::Result<()> {
        let room = match self.style.width {
            0 => 0,
            // Under 24 columns wrapping helps nobody: the terminal may do it.
            width => width.saturating_sub(label_width).max(24),
        };
        let pad = label_width.saturating_sub(columns(label));
        let mut lines = wrap(text, room).into_iter();
        let label = self.ink(label, ink);
        let first = lines.next().unwrap_or_default();
        self.line(&format!("{label}{:pad$}{first}", ""))?;
        for line in lines {
            self.line(&format!("{:label_width$}{line}", ""))?;
        }
        Ok(())
    }

    /// The text in a colour, if there is colour.
    pub(super) fn ink(&self, text: &str, ink: Ink) -> String {
        if !self.style.colour || text.trim().is_empty() {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Plain => return text.to_owned(),
            Ink::Bold => "1",
            Ink::Faint | Ink::Level(Severity::Info) => "2",
            Ink::Good => "32",
            Ink::Level(Severity::Critical) => "1;31",
            Ink::Level(Severity::High) => "31",
            Ink::Level(Severity::Medium) => "33",
            Ink::Level(Severity::Low) => "36",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use holdfast_model::Assessment;

use crate::{ReportError, Style, json, table};

/// The output formats, as `--format` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For people, on a terminal or piped.
    Table,
    /// `holdfast.report/v1`: everything, for machines and baselines.
    Json,
}

/// Writes the report in one format. Buffer `to`: the writers make many small writes.
pub fn write(
    assessment: &Assessment,
    format: Format,
    style: &Style,
    to: &mut dyn Write,
) -> Result<(), ReportError> {
    dispatch(assessment, format, style, to).map_err(|cause| ReportError::Write { format, cause })
}

/// The report in one format as text, ending in a newline.
pub fn render(assessment: &Assessment, format: Format, style: &Style) -> Result<String, ReportError> {
    let mut bytes = Vec::new();
    write(assessment, format, style, &mut bytes)?;
    String::from_utf8(bytes).map_err(|cause| ReportError::Write {
        format,
        cause: io::Error::new(io::ErrorKind::InvalidData, cause),
    })
}

fn dispatch(assessment: &Assessment, format: Format, style: &Style, to: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => table::write(assessment, style, to),
        Format::Json => json::write(assessment, to),
    }
}

impl Format {
    /// Every format, in the order help texts list them.
    pub const ALL: &[Self] = &[Self::Table, Self::Json];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text names no format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFormatError(String);

impl fmt::Display for ParseFormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown format {:?}: expected ", self.0)?;
        for (at, format) in Format::ALL.iter().enumerate() {
            let joint = match at {
                0 => "",
                _ if at + 1 == Format::ALL.len() => " or ",
                _ => ", ",
            };
            write!(f, "{joint}{format}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ParseFormatError {}

impl FromStr for Format {
    type Err = ParseFormatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| ParseFormatError(text.to_owned()))
    }
}

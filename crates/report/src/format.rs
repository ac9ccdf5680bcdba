use std::fmt;
use std::io::{self, BufWriter, Write};
use std::str::FromStr;

use holdfast_model::Assessment;

use crate::json_writer::BUFFER;
use crate::policyreport::Flavour;
use crate::{
    ReportError, Style, csv, html, json, junit, markdown, navigator, ocsf, oscal, policyreport, sarif, table,
};

/// The output formats, as `--format` names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For people, on a terminal or piped.
    Table,
    /// `holdfast.report/v1`: everything, for machines and baselines.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for CI servers.
    Junit,
    /// GitHub's Markdown, for pull requests and tickets.
    Markdown,
    /// RFC 4180, for spreadsheets.
    Csv,
    /// One self-contained page.
    Html,
    /// OCSF 1.4.0 Compliance Findings, for data lakes.
    Ocsf,
    /// openreports.io/v1alpha1 objects.
    OpenReports,
    /// wgpolicyk8s.io/v1alpha2 objects.
    PolicyReport,
    /// An ATT&CK Navigator layer, format 4.5.
    Navigator,
    /// OSCAL 1.1.2 assessment results.
    Oscal,
}

/// Writes the report in one format. `to` need not be buffered.
pub fn write(
    assessment: &Assessment,
    format: Format,
    style: &Style,
    to: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut buffer = BufWriter::with_capacity(BUFFER, to);
    dispatch(assessment, format, style, &mut buffer)
        .and_then(|()| buffer.flush())
        .map_err(|cause| ReportError::Write { format, cause })
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
        Format::Sarif => sarif::write(assessment, to),
        Format::Junit => junit::write(assessment, to),
        Format::Markdown => markdown::write(assessment, to),
        Format::Csv => csv::write(assessment, to),
        Format::Html => html::write(assessment, to),
        Format::Ocsf => ocsf::write(assessment, to),
        Format::OpenReports => policyreport::write(assessment, Flavour::OpenReports, to),
        Format::PolicyReport => policyreport::write(assessment, Flavour::PolicyReport, to),
        Format::Navigator => navigator::write(assessment, to),
        Format::Oscal => oscal::write(assessment, to),
    }
}

impl Format {
    /// Every format, in the order help texts list them.
    pub const ALL: &[Self] = &[
        Self::Table,
        Self::Json,
        Self::Sarif,
        Self::Junit,
        Self::Markdown,
        Self::Csv,
        Self::Html,
        Self::Ocsf,
        Self::OpenReports,
        Self::PolicyReport,
        Self::Navigator,
        Self::Oscal,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Html => "html",
            Self::Ocsf => "ocsf",
            Self::OpenReports => "openreports",
            Self::PolicyReport => "policyreport",
            Self::Navigator => "navigator",
            Self::Oscal => "oscal",
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

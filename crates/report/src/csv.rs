//! CSV (RFC 4180) for spreadsheets: one row per finding, then the gaps and what was not assessed.

use std::borrow::Cow;
use std::io::{self, Write};

use holdfast_model::{Assessment, Finding};

use crate::facts;
use crate::text::plain;

const COLUMNS: [&str; 22] = [
    "type",
    "check",
    "outcome",
    "severity",
    "confidence",
    "rank",
    "why",
    "apiVersion",
    "kind",
    "namespace",
    "name",
    "container",
    "message",
    "evidence",
    "file",
    "line",
    "fix",
    "techniques",
    "controls",
    "accepted",
    "owner",
    "fingerprint",
];

pub(crate) fn write(assessment: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    row(&COLUMNS.map(Cow::Borrowed), to)?;
    for found in &assessment.findings {
        row(&finding(found), to)?;
    }
    for gap in &assessment.gaps {
        remark("gap", "name", &gap.what, &format!("{}; {}", gap.why, gap.effect), to)?;
    }
    for unasked in &assessment.coverage.not_assessed_checks {
        remark("not-assessed", "check", &unasked.check, &unasked.why, to)?;
    }
    assessment.notes.iter().try_for_each(|note| remark("note", "name", "", note, to))
}

fn finding(f: &Finding) -> [Cow<'_, str>; COLUMNS.len()] {
    let resource = &f.subject.resource;
    let place = facts::place(f);
    let rank = f.rank.as_ref();
    let exception = f.exception.as_ref();
    let controls: Vec<_> = f.controls.iter().map(|c| format!("{}:{}", c.framework, c.id)).collect();
    [
        "finding".into(),
        f.check.as_ref().into(),
        f.outcome.as_str().into(),
        f.severity.as_str().into(),
        f.confidence.as_str().into(),
        rank.map(|r| r.score.to_string()).unwrap_or_default().into(),
        rank.map_or("", |r| &r.why).into(),
        resource.api_version.as_str().into(),
        resource.kind.as_str().into(),
        resource.namespace.as_str().into(),
        resource.name.as_str().into(),
        f.subject.container.as_deref().unwrap_or_default().into(),
        facts::message(f),
        facts::proofs(f).into(),
        place.map_or("", |p| &p.file).into(),
        place.map(|p| p.line.to_string()).unwrap_or_default().into(),
        f.remediation.text.as_ref().into(),
        f.techniques.join(" ").into(),
        controls.join(" ").into(),
        exception.map_or("", |e| &e.reason).into(),
        exception.map_or("", |e| &e.owner).into(),
        f.fingerprint.as_str().into(),
    ]
}

/// A row that is no finding. `home` is the column that says what it is about.
fn remark(kind: &str, home: &str, about: &str, message: &str, to: &mut dyn Write) -> io::Result<()> {
    let cells = COLUMNS.map(|column| match column {
        "type" => Cow::Borrowed(kind),
        column if column == home => Cow::Borrowed(about),
        "message" => Cow::Borrowed(message),
        _ => Cow::Borrowed(""),
    });
    row(&cells, to)
}

fn row(cells: &[Cow<'_, str>], to: &mut dyn Write) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            to.write_all(b",")?;
        }
        let text = harmless(cell);
        if text.contains(['"', ',']) {
            write!(to, "\"{}\"", text.replace('"', "\"\""))?;
        } else {
            to.write_all(text.as_bytes())?;
        }
    }
    to.write_all(b"\r\n")
}

/// A spreadsheet takes what starts like a formula for one
/// (<https://owasp.org/www-community/attacks/CSV_Injection>): an apostrophe makes it text.
fn harmless(cell: &str) -> Cow<'_, str> {
    let text = plain(cell);
    if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_become_text() {
        for (cell, expected) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("\t=1", "\\t=1"),
            (" @SUM(1)", "' @SUM(1)"),
            ("a=b", "a=b"),
            ("-1", "'-1"),
        ] {
            assert_eq!(super::harmless(cell), expected);
        }
    }
}

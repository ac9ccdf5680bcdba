use std::io::{self, Write};

use anyhow::Result;
use holdfast_cis::{Benchmark, Change, Control, benchmarks, control};
use serde::Serialize;

use super::tell;
use crate::cli::PlainFormat;
use crate::exit::Exit;

/// `holdfast.benchmarks/v1`.
#[derive(Serialize)]
struct List {
    schema: &'static str,
    benchmarks: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    id: &'static str,
    title: &'static str,
    version: &'static str,
    platform: &'static str,
    kubernetes: &'static [&'static str],
    numbers: usize,
    /// Numbers that facts alone can settle.
    by_machine: usize,
}

pub(super) fn list(format: PlainFormat) -> Result<Exit> {
    let mut to = io::BufWriter::new(io::stdout().lock());
    match format {
        PlainFormat::Json => {
            let rows = benchmarks().iter().map(|b| Row {
                id: b.id(),
                title: b.framework.title,
                version: b.framework.version,
                platform: b.platform,
                kubernetes: b.kubernetes,
                numbers: b.entries.len(),
                by_machine: b.by_machine(),
            });
            let list = List { schema: "holdfast.benchmarks/v1", benchmarks: rows.collect() };
            serde_json::to_writer_pretty(&mut to, &list)?;
            writeln!(to)?;
        }
        PlainFormat::Table => {
            for b in benchmarks() {
                let made_for = b.kubernetes.join(", ");
                writeln!(to, "{:13} {:11} {}; for {made_for}", b.id(), b.platform, tell::machine_share(b))?;
            }
            writeln!(to, "\nNumbers are those of the CIS benchmarks; every word is ours.")?;
        }
    }
    to.flush()?;
    Ok(Exit::Clean)
}

/// `holdfast.benchmark-diff/v1`.
#[derive(Serialize)]
struct Diff {
    schema: &'static str,
    old: &'static str,
    new: &'static str,
    changes: Vec<Changed>,
}

#[derive(Serialize)]
struct Changed {
    control: &'static str,
    title: &'static str,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<String>,
}

pub(super) fn diff(old: &'static Benchmark, new: &'static Benchmark, format: PlainFormat) -> Result<Exit> {
    let changes: Vec<Changed> = holdfast_cis::diff(old, new)
        .into_iter()
        .map(|d| {
            let title = control(d.control).map_or("", |c| c.title);
            let (change, from, to, parameters) = match d.change {
                Change::Added { number } => ("added", None, Some(number), None),
                Change::Removed { number } => ("removed", Some(number), None, None),
                Change::Moved { from, to } => ("moved", Some(from), Some(to), None),
                Change::Parameters { number, what } => ("parameters", None, Some(number), Some(what)),
            };
            Changed { control: d.control, title, change, from, to, parameters }
        })
        .collect();
    let mut to = io::BufWriter::new(io::stdout().lock());
    match format {
        PlainFormat::Json => {
            let diff = Diff { schema: "holdfast.benchmark-diff/v1", old: old.id(), new: new.id(), changes };
            serde_json::to_writer_pretty(&mut to, &diff)?;
            writeln!(to)?;
        }
        PlainFormat::Table => table(old, new, &changes, &mut to)?,
    }
    to.flush()?;
    Ok(Exit::Clean)
}

/// What a control is about, and its numbers.
pub(crate) fn explain(control: &Control, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "# {}\n\n{}.\n\n{}\n\nFix: {}", control.slug, control.title, control.why, control.fix)?;
    if !control.question.is_empty() {
        writeln!(to, "\nTo answer: {}", control.question)?;
    }
    if !control.expr.is_empty() {
        writeln!(to, "\nHolds when: {}", control.expr)?;
    }
    writeln!(to, "\nSeverity: {}", control.severity)?;
    let numbers = benchmarks().iter().flat_map(|b| {
        b.entries.iter().filter(|e| e.control == control.slug).map(|e| format!("{} {}", b.id(), e.number))
    });
    writeln!(to, "Benchmarks: {}", numbers.collect::<Vec<_>>().join(", "))
}

fn table(old: &Benchmark, new: &Benchmark, changes: &[Changed], to: &mut dyn Write) -> io::Result<()> {
    if changes.is_empty() {
        let same = "the same numbers ask for the same things with the same parameters";
        return writeln!(to, "{} and {}: {same}", old.id(), new.id());
    }
    for c in changes {
        let place = match (c.from, c.to) {
            (Some(from), Some(to)) => format!("{from} -> {to}"),
            (from, to) => from.or(to).unwrap_or_default().to_owned(),
        };
        let parameters = c.parameters.as_deref().map(|p| format!(" [{p}]")).unwrap_or_default();
        writeln!(to, "{:10} {place:18} {}: {}{parameters}", c.change, c.control, c.title)?;
    }
    Ok(())
}

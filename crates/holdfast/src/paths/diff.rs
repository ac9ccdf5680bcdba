use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use holdfast_collect::Input;
use holdfast_graph::{Facts, Graph, Label};
use holdfast_inventory::Snapshot;
use holdfast_model::Gap;
use serde::Serialize;

use super::args::DiffArgs;
use super::{json, print};
use crate::cli::PlainFormat;
use crate::exit::Exit;

/// Who reaches what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Way {
    entry: Label,
    target: Label,
}

/// `holdfast.paths.diff/v1`.
#[derive(Serialize)]
struct Report {
    schema: &'static str,
    opened: Vec<Way>,
    closed: Vec<Way>,
    gaps: Vec<Gap>,
}

pub(super) fn run(args: &DiffArgs) -> Result<Exit> {
    let (old, new) = (load(&args.old)?, load(&args.new)?);
    let (before, after) = (ways(&old), ways(&new));
    let report = Report {
        schema: "holdfast.paths.diff/v1",
        opened: after.difference(&before).cloned().collect(),
        closed: before.difference(&after).cloned().collect(),
        gaps: old.gaps.iter().chain(&new.gaps).cloned().collect(),
    };
    print(None, |to| match args.format {
        PlainFormat::Json => json(&report, to),
        PlainFormat::Table => table(&report, to),
    })?;
    Ok(match (report.opened.is_empty(), report.gaps.is_empty()) {
        (false, _) => Exit::Findings,
        (true, false) => Exit::Incomplete,
        (true, true) => Exit::Clean,
    })
}

/// A saved snapshot by its ending, manifests otherwise.
fn load(path: &Path) -> Result<Snapshot> {
    if path.is_file() && path.extension().is_some_and(|ext| ext == "snap") {
        return Ok(holdfast_collect::load(path)?);
    }
    Ok(holdfast_collect::files(&[Input::Path(path.to_owned())], &mut io::stdin().lock())?)
}

fn ways(snapshot: &Snapshot) -> BTreeSet<Way> {
    let facts = Facts::new(snapshot);
    let graph = Graph::build(&facts);
    let question = graph.question();
    let paths = graph.paths(&question);
    let way = |path: &holdfast_graph::Path| {
        let entry = question.entries.get(path.entry)?.label.clone();
        Some(Way { entry, target: graph.label(path.target) })
    };
    paths.iter().filter_map(way).collect()
}

fn table(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    for (sign, ways) in [('+', &report.opened), ('-', &report.closed)] {
        for way in ways {
            writeln!(to, "{sign} {} -> {}", way.entry, way.target)?;
        }
    }
    writeln!(to, "this change opens {} paths and closes {}", report.opened.len(), report.closed.len())?;
    report.gaps.iter().try_for_each(|gap| writeln!(to, "gap: {}: {} ({})", gap.what, gap.why, gap.effect))
}

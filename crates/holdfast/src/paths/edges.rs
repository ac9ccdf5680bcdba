use std::io::{self, Write};

use anyhow::{Result, bail};
use holdfast_graph::tell::{EdgeRow, dot, edge_rows, graphml, opengraph};
use holdfast_graph::{EdgeId, Facts, Graph};
use holdfast_model::{Evidence, Gap};
use serde::Serialize;

use super::args::{EdgesArgs, GraphFormat};
use super::{json, print};
use crate::exit::Exit;
use crate::input;

/// `holdfast.paths.edges/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    edges: &'r [EdgeRow],
    gaps: &'r [Gap],
}

pub(super) fn run(args: &EdgesArgs) -> Result<Exit> {
    let kinds = kinds(&args.kind)?;
    let snapshot = input::gather(&args.input)?;
    let facts = Facts::new(&snapshot);
    let graph = Graph::build(&facts);
    let mut rows = edge_rows(&graph, &snapshot);
    rows.retain(|row| {
        (args.family.is_empty() || args.family.contains(&row.family))
            && (kinds.is_empty() || kinds.contains(&row.kind))
            && in_namespaces(row, &args.input.namespace)
    });
    let report = Report { schema: "holdfast.paths.edges/v1", edges: &rows, gaps: &snapshot.gaps };
    let whole: Vec<EdgeId> = graph.edge_ids().filter(|id| wanted(args, &kinds, &graph, *id)).collect();
    if args.format == GraphFormat::Html {
        bail!("a list of edges has no page: use --format json, or `holdfast paths --format html`");
    }
    print(None, |to| match args.format {
        GraphFormat::Json => json(&report, to),
        GraphFormat::Table | GraphFormat::Html => table(&report, to),
        GraphFormat::Dot => dot(&graph, &whole, to),
        GraphFormat::GraphMl => graphml(&graph, &whole, to),
        GraphFormat::OpenGraph => opengraph(&graph, &whole, to),
    })?;
    Ok(if snapshot.gaps.is_empty() { Exit::Clean } else { Exit::Incomplete })
}

fn wanted(args: &EdgesArgs, kinds: &[&str], graph: &Graph, edge: EdgeId) -> bool {
    let kind = graph.kind(graph.edge(edge));
    (args.family.is_empty() || args.family.contains(&kind.family.as_str()))
        && (kinds.is_empty() || kinds.contains(&kind.id))
}

/// Ids of the kinds a person means.
fn kinds(names: &[String]) -> Result<Vec<&'static str>> {
    let mut found = Vec::new();
    for name in names {
        let before = found.len();
        let fits = |alias: &&str| {
            alias.eq_ignore_ascii_case(name)
                || alias.split_once(':').is_some_and(|(_, id)| id.eq_ignore_ascii_case(name))
        };
        let meant = holdfast_graph::all().iter().filter(|k| k.id == name || k.aliases.iter().any(fits));
        found.extend(meant.map(|kind| kind.id));
        if found.len() == before {
            bail!(
                "no kind of edge is called {name:?}: see docs/edges, or `holdfast paths edges` without --kind"
            );
        }
    }
    Ok(found)
}

fn in_namespaces(row: &EdgeRow, wanted: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|n| *n == row.from.namespace || *n == row.to.namespace)
}

fn table(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    let width = report.edges.iter().map(|row| row.kind.len()).max().unwrap_or_default();
    for row in report.edges {
        let latent = if row.latent { "  (of no effect as things are)" } else { "" };
        writeln!(to, "{:width$}  {} -> {}{latent}", row.kind, row.from, row.to)?;
        for evidence in &row.evidence {
            if let Evidence::Field { pointer, place, object, .. } = evidence {
                let place = place.as_ref().map(|p| format!("  ({}:{})", p.file, p.line)).unwrap_or_default();
                writeln!(to, "{:width$}    {} {pointer}{place}", "", object.as_deref().unwrap_or_default())?;
            }
        }
    }
    writeln!(to, "{} edges", report.edges.len())?;
    report.gaps.iter().try_for_each(|gap| writeln!(to, "gap: {}: {} ({})", gap.what, gap.why, gap.effect))
}

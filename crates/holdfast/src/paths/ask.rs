use std::collections::BTreeSet;

use anyhow::Result;
use holdfast_collect::Input;
use holdfast_graph::tell::{dot, graphml, html, opengraph, report};
use holdfast_graph::{Answers, EdgeId, Facts, Graph, Question};
use holdfast_inventory::Snapshot;

use super::args::{AskArgs, GraphFormat};
use super::{json, print, table, what};
use crate::exit::Exit;
use crate::input;

/// Paths in a table and elsewhere, unless `--limit` says otherwise.
const TABLE: usize = 10;
const ELSEWHERE: usize = 1_000;

pub(super) fn run(args: &AskArgs) -> Result<Exit> {
    let mut snapshot = input::gather(&args.input)?;
    let changed = what_if(args, &snapshot)?;
    let before = changed.is_some().then(|| count(&snapshot));
    if let Some(changed) = changed {
        snapshot = changed;
    }
    let facts = Facts::new(&snapshot);
    let graph = Graph::build(&facts);
    let question = question(args, &graph)?;
    let mut answers = graph.answer(question);
    answers.prove(&graph, &snapshot);
    let most = args.limit.unwrap_or(if args.format == GraphFormat::Table { TABLE } else { ELSEWHERE });
    let steps = steps(&answers);
    print(args.output.as_deref(), |to| match args.format {
        GraphFormat::Table => {
            let report = report(&graph, &answers, &snapshot, most);
            table::write(&report, &radius(args, &graph, &answers), before, to)
        }
        GraphFormat::Json => json(&report(&graph, &answers, &snapshot, most), to),
        GraphFormat::Html => html(&report(&graph, &answers, &snapshot, most), to),
        GraphFormat::Dot => dot(&graph, &steps, to),
        GraphFormat::GraphMl => graphml(&graph, &steps, to),
        GraphFormat::OpenGraph => opengraph(&graph, &steps, to),
    })?;
    Ok(match (answers.paths.is_empty(), snapshot.gaps.is_empty()) {
        (false, _) => Exit::Findings,
        (true, false) => Exit::Incomplete,
        (true, true) => Exit::Clean,
    })
}

/// The snapshot as it would be; `None` when nothing is asked.
fn what_if(args: &AskArgs, snapshot: &Snapshot) -> Result<Option<Snapshot>> {
    if args.what_if.is_empty() {
        return Ok(None);
    }
    let inputs: Vec<Input> = args.what_if.iter().map(|path| Input::Path(path.clone())).collect();
    let over = holdfast_collect::files(&inputs, &mut std::io::stdin().lock())?;
    Ok(Some(snapshot.overlaid(&over)))
}

/// How many paths there are to any jewel.
fn count(snapshot: &Snapshot) -> usize {
    let facts = Facts::new(snapshot);
    let graph = Graph::build(&facts);
    graph.paths(&graph.question()).len()
}

fn question(args: &AskArgs, graph: &Graph) -> Result<Question> {
    let mut question = graph.question();
    if !args.from.is_empty() {
        let meant = args.from.iter().map(|text| what::vertices(graph, text)).collect::<Result<Vec<_>>>()?;
        question.entries = meant.iter().filter_map(|vertices| graph.entry(vertices)).collect();
    } else if !args.input.namespace.is_empty() {
        question.entries.retain(|entry| args.input.namespace.contains(&entry.label.namespace));
    }
    if !args.to.is_empty() {
        let meant = args.to.iter().map(|text| what::vertices(graph, text)).collect::<Result<Vec<_>>>()?;
        question.targets = meant.into_iter().flatten().collect();
    }
    Ok(question)
}

/// Every step of every path, once.
fn steps(answers: &Answers) -> Vec<EdgeId> {
    let all: BTreeSet<EdgeId> = answers.paths.iter().flat_map(|path| path.steps.iter().copied()).collect();
    all.into_iter().collect()
}

/// With `--from`: what falls with it, in the order in which it falls.
fn radius(args: &AskArgs, graph: &Graph, answers: &Answers) -> Vec<(String, Vec<String>)> {
    if args.from.is_empty() {
        return Vec::new();
    }
    let told = |entry: &holdfast_graph::Entry| {
        let held = graph.radius(entry);
        (entry.label.to_string(), held.into_iter().map(|v| graph.label(v).to_string()).collect())
    };
    answers.entries.iter().map(told).collect()
}

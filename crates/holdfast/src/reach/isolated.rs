use std::collections::BTreeSet;
use std::io::{self, Write};

use anyhow::Result;
use holdfast_reach::{End, Engine};
use serde::Serialize;

use super::args::PlainArgs;
use super::{finish, gaps, gather, options, tell};
use crate::cli::PlainFormat;
use crate::exit::Exit;

/// `holdfast.reach-isolated/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    workloads: Vec<Alone>,
    gaps: &'r [holdfast_model::Gap],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Alone {
    workload: String,
    reached_by_nobody: bool,
    reaches_nobody: bool,
}

pub(super) fn run(args: &PlainArgs) -> Result<Exit> {
    let snapshot = gather(&args.input)?;
    let engine = Engine::new(&snapshot, options(&args.setting, false));
    let gaps = gaps(&snapshot, &engine);
    let workloads = alone(&engine, &args.input.namespace);
    tell(&snapshot, &engine, &gaps);
    let mut out = io::stdout().lock();
    let written = match args.format {
        PlainFormat::Json => {
            let report = Report { schema: "holdfast.reach-isolated/v1", workloads, gaps: &gaps };
            serde_json::to_writer_pretty(&mut out, &report)
                .map_err(io::Error::from)
                .and_then(|()| writeln!(out))
        }
        PlainFormat::Table => workloads.iter().try_for_each(|w| {
            let words = match (w.reached_by_nobody, w.reaches_nobody) {
                (true, true) => "nobody reaches it, and it reaches nobody",
                (true, false) => "nobody reaches it",
                _ => "it reaches nobody",
            };
            writeln!(out, "{} : {words}", w.workload)
        }),
    };
    finish(written, &gaps)
}

fn alone(engine: &Engine<'_>, namespaces: &[String]) -> Vec<Alone> {
    let (mut sources, mut targets) = (BTreeSet::new(), BTreeSet::new());
    for network in 0..engine.networks().len() {
        engine.connections(network, &mut |connection, _, _| {
            if let End::Workload(id) = connection.from {
                sources.insert(id);
            }
            if let End::Workload(id) = connection.to {
                targets.insert(id);
            }
        });
    }
    let wanted = engine
        .workloads()
        .iter()
        .filter(|w| namespaces.is_empty() || namespaces.iter().any(|n| n == w.namespace));
    wanted
        .filter_map(|w| {
            let id = engine.find(w.namespace, w.name, w.kind)?;
            let (reached_by_nobody, reaches_nobody) = (!targets.contains(&id), !sources.contains(&id));
            (reached_by_nobody || reaches_nobody).then(|| Alone {
                workload: w.label(),
                reached_by_nobody,
                reaches_nobody,
            })
        })
        .collect()
}

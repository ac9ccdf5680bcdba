//! `holdfast bench`: a node and a cluster by a CIS benchmark.

mod args;
mod facts;
mod fix;
mod host;
mod kube_bench;
mod nodes;
mod tables;
mod tell;

use anyhow::{Result, bail};
use clap::ArgMatches;
use holdfast_cis::{
    Benchmark, Choice, Judged, Request, Selection, assess, attest, benchmark, benchmarks, choose,
};

pub(crate) use args::{BenchArgs, EXAMPLES};
pub(crate) use tables::explain;

use self::args::{BenchAction, BenchSelectArgs};
use self::facts::Facts;
use crate::exit::Exit;
use crate::{output, settings};

pub(crate) fn run(args: &BenchArgs, matches: &ArgMatches) -> Result<Exit> {
    match &args.action {
        Some(BenchAction::List { format }) => return tables::list(*format),
        Some(BenchAction::Diff { old, new, format }) => {
            return tables::diff(known(old)?, known(new)?, *format);
        }
        None => {}
    }
    if args.all_nodes {
        return nodes::manifest(&args.image);
    }
    if args.node.print_facts {
        return facts::print(&args.node);
    }
    let targets = output::targets(&args.output, matches)?;
    if let Some(directory) = &args.kube_bench_dir {
        return kube_bench::run(args, directory, &targets);
    }
    let settings = settings::load(args.config.as_deref(), &args.input.filename)?;
    let selection = selection(&args.select)?;
    let facts = facts::gather(args)?;
    let choice = chosen(args, &facts)?;
    let request = Request {
        benchmark: choice.benchmark,
        nodes: facts.nodes.clone(),
        cluster: facts.cluster.clone(),
        cloud: facts.cloud.clone(),
        selection,
    };
    let mut judged = assess(&request);
    if judged.answers.is_empty() {
        bail!("nothing is selected: {} has no such number, section or level", choice.benchmark.id());
    }
    let notes = attest(&mut judged, &settings.attestations, &tell::today());
    if let Some(directory) = &args.fix {
        fix::write(directory, &judged, &facts)?;
    }
    let assessment = tell::assessment(&judged, &facts, &settings, choice.note, notes);
    output::write(&assessment, &args.output, &targets)?;
    Ok(tell::exit(&judged, &assessment, args.output.fail_on))
}

fn known(id: &str) -> Result<&'static Benchmark> {
    if let Some(found) = benchmark(id) {
        return Ok(found);
    }
    let ids: Vec<&str> = benchmarks().iter().map(Benchmark::id).collect();
    bail!("no benchmark is called {id:?}: choose one of {}", ids.join(", "))
}

fn chosen(args: &BenchArgs, facts: &Facts) -> Result<Choice> {
    if let Some(id) = &args.select.benchmark {
        return Ok(Choice { benchmark: known(id)?, note: None });
    }
    match choose(facts.platform().as_deref(), facts.version().as_deref()) {
        Some(choice) => Ok(choice),
        None => bail!("no benchmark fits: name one with --benchmark"),
    }
}

/// Numbers and slugs are checked: a typing error must not look like a pass.
fn selection(args: &BenchSelectArgs) -> Result<Selection> {
    let skip = args.skip.iter().map(|text| match text.split_once(':') {
        Some((id, why)) => (id.trim().to_owned(), why.trim().to_owned()),
        None => (text.trim().to_owned(), "left out by --skip".to_owned()),
    });
    let skip: Vec<(String, String)> = skip.collect();
    let names = args.control.iter().map(String::as_str).chain(skip.iter().map(|(name, _)| name.as_str()));
    for name in names {
        let exists = |b: &Benchmark| b.entries.iter().any(|e| e.number == name || e.control == name);
        if !benchmarks().iter().any(exists) {
            bail!("no benchmark has a number or control {name:?}: see `holdfast bench list`");
        }
    }
    Ok(Selection { level: args.level, sections: args.section.clone(), controls: args.control.clone(), skip })
}

/// Numbers that could not be judged though they should have been.
fn unread(judged: &Judged) -> usize {
    judged.answers.iter().filter(|a| matches!(a.outcome, holdfast_cis::Outcome::Unread(_))).count()
}

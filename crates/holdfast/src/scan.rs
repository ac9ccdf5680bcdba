use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::thread;

use anyhow::{Context, Result};
use clap::ArgMatches;
use holdfast_inventory::Snapshot;
use holdfast_model::{Assessment, Exception, Settings, Tool};
use holdfast_posture::{Request, assess, evaluate, except};
use holdfast_report::baseline::{Baseline, MAX_BYTES, only_new};

use crate::cli::ScanArgs;
use crate::exit::Exit;
use crate::select::{Selection, select};
use crate::{fix, input, output, paths, settings};

pub(crate) fn run(args: &ScanArgs, matches: &ArgMatches) -> Result<Exit> {
    let targets = output::targets(&args.output, matches)?;
    let settings = settings::load(args.accept.config.as_deref(), &args.input.filename)?;
    let selection = select(&args.select, &settings)?;
    let snapshot = input::gather(&args.input)?;
    let mut assessment = judge(&snapshot, &settings, &selection, &args.input.namespace);
    if let Some(path) = &args.accept.baseline {
        let baseline = baseline(path)?;
        only_new(&mut assessment, &baseline);
    }
    if let Some(mode) = args.fix {
        fix::run(&assessment.findings, &snapshot, mode)?;
    }
    // A diff on standard output is not mixed with a table.
    if args.fix.is_none() || !args.output.format.is_empty() {
        output::write(&assessment, &args.output, &targets)?;
    }
    let exit = output::exit(&assessment, args.output.fail_on);
    // The process is about to end: nobody needs a hundred thousand small texts freed one by one.
    std::mem::forget((assessment, snapshot));
    Ok(exit)
}

/// An earlier JSON report.
pub(crate) fn baseline(path: &Path) -> Result<Baseline> {
    let file = File::open(path).with_context(|| format!("cannot read baseline {}", path.display()))?;
    let mut bytes = Vec::new();
    // One byte more than may be: the reader says what is wrong with that.
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Baseline::parse(&bytes).with_context(|| path.display().to_string())
}

/// Facts to answers: everything between gathering and telling.
pub(crate) fn judge(
    snapshot: &Snapshot,
    settings: &Settings,
    selection: &Selection,
    namespaces: &[String],
) -> Assessment {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let request = Request {
        snapshot,
        settings,
        checks: selection.checks.clone(),
        namespaces: namespaces.to_vec(),
        threads,
    };
    let mut answers = assess(&request);
    paths::rank::weigh(&mut answers.findings, snapshot);
    // Exceptions for controls of `bench` are none of this verb's business.
    let ours = |e: &&Exception| {
        holdfast_posture::resolve(&e.check).is_ok() || holdfast_cis::control(&e.check).is_none()
    };
    let exceptions: Vec<Exception> = settings.exceptions.iter().filter(ours).cloned().collect();
    let notes = except(&mut answers.findings, snapshot, &exceptions, &today());
    let requirements = selection
        .frameworks
        .iter()
        .flat_map(|f| evaluate(f, &answers.findings, &answers.tallies, &answers.coverage))
        .collect();
    answers.findings.retain(|f| f.severity >= selection.severity);
    Assessment {
        tool: Tool { name: "holdfast".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        cluster: snapshot.cluster.clone(),
        time: now(),
        coverage: answers.coverage,
        gaps: snapshot.gaps.clone(),
        findings: answers.findings,
        tallies: answers.tallies,
        checks: selection.checks.iter().map(|c| c.info()).collect(),
        frameworks: selection.frameworks.clone(),
        requirements,
        notes,
    }
}

/// The moment of the run; `SOURCE_DATE_EPOCH` makes reports reproducible.
fn moment() -> jiff::Timestamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse().ok());
    fixed.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()).unwrap_or_else(jiff::Timestamp::now)
}

pub(crate) fn now() -> String {
    moment().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

pub(crate) fn today() -> String {
    moment().strftime("%Y-%m-%d").to_string()
}

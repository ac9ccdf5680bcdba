//! `recon`: what answers, and what it is. No judgement.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};
use holdfast_hunt::{Counts, Found, Imported, Statistics, exposures, import};
use holdfast_inventory::Exposure;
use holdfast_model::Gap;
use serde::Serialize;

use super::args::ReconArgs;
use crate::cli::PlainFormat;
use crate::exit::Exit;

/// The largest export that is read.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// `holdfast.recon/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    targets: &'r [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    authorized: Option<&'r str>,
    services: Vec<Exposure>,
    gaps: Vec<Gap>,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<Statistics>,
}

pub(crate) fn run(args: &ReconArgs) -> Result<Exit> {
    let lines = super::lines(&args.targets)?;
    if lines.is_empty() && args.import.is_empty() {
        bail!("no target: give addresses, ranges, names or -, or an export with --import");
    }
    let runtime = super::runtime()?;
    let plan = runtime.block_on(super::prepare(&lines, &args.targets))?;
    if args.targets.dry_run {
        super::tell_plan(&plan, &args.targets, &[], false);
        return Ok(Exit::Clean);
    }
    let found = if lines.is_empty() {
        Found::default()
    } else {
        let counts = Arc::new(Counts::default());
        runtime.block_on(super::watched(&plan, &super::options(&args.targets), &counts))
    };
    let mut services = exposures(&found.services);
    let mut gaps = found.gaps;
    for path in &args.import {
        let read = imported(path);
        services.extend(read.exposures);
        gaps.extend(read.gaps);
    }
    let report = Report {
        schema: "holdfast.recon/v1",
        targets: &lines,
        authorized: args.targets.authorized.as_deref(),
        services,
        gaps,
        notes: found.notes,
        statistics: (!lines.is_empty()).then_some(found.statistics),
    };
    let mut to = io::BufWriter::new(io::stdout().lock());
    let written = match args.format {
        PlainFormat::Json => serde_json::to_writer_pretty(&mut to, &report)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(to)),
        PlainFormat::Table => table(&report, args.targets.statistics, &mut to),
    };
    match written.and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(if report.gaps.is_empty() { Exit::Clean } else { Exit::Incomplete })
}

/// What an export holds; one that cannot be read is a gap, for the others and the network were looked at already.
fn imported(path: &Path) -> Imported {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(MOST_BYTES).read_to_end(&mut bytes)) {
        Ok(_) => import(&name, &bytes),
        Err(error) => Imported {
            gaps: vec![Gap::new(name, format!("cannot read it: {error}"), "its open ports are not known")],
            ..Imported::default()
        },
    }
}

/// Text from a server, safe on a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(120).collect()
}

fn table(report: &Report<'_>, statistics: bool, to: &mut dyn io::Write) -> io::Result<()> {
    let width = report.services.iter().map(|s| s.endpoint().len()).max().unwrap_or_default();
    for service in &report.services {
        let speaks = if service.tls { "tls" } else { "plain" };
        let product = if service.product.is_empty() { "?" } else { service.product.as_str() };
        let version = service.version.as_deref().unwrap_or_default();
        let more: Vec<&str> =
            [service.distribution.as_deref(), service.provider.as_deref()].into_iter().flatten().collect();
        writeln!(
            to,
            "{:width$}  {speaks:5}  {} {}  {}  ({} %{})",
            service.endpoint(),
            plain(product),
            plain(version),
            more.join(" "),
            service.score,
            if service.signals.is_empty() {
                String::new()
            } else {
                format!(": {}", plain(&service.signals.join("; ")))
            },
        )?;
    }
    writeln!(to, "{} open ports", report.services.len())?;
    for note in &report.notes {
        writeln!(to, "note: {note}")?;
    }
    for gap in &report.gaps {
        writeln!(to, "gap: {}: {} ({})", plain(&gap.what), plain(&gap.why), gap.effect)?;
    }
    if let Some(s) = report.statistics.as_ref().filter(|_| statistics) {
        writeln!(
            to,
            "{} addresses, {} ports, {} connections ({} open, {} refused, {} silent), {} requests, {} s",
            s.addresses, s.ports, s.connects, s.open, s.refused, s.silent, s.requests, s.seconds
        )?;
    }
    Ok(())
}

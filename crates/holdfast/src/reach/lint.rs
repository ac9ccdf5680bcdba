use std::io::{self, Write};

use anyhow::Result;
use holdfast_model::{Gap, Place, ResourceRef};
use holdfast_reach::Engine;
use holdfast_reach::lint::{Lint, lint};
use serde::Serialize;

use super::args::PlainArgs;
use super::{gaps, gather, options, tell};
use crate::cli::PlainFormat;
use crate::exit::Exit;

/// `holdfast.reach-lint/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    findings: Vec<Told<'r>>,
    gaps: &'r [Gap],
}

#[derive(Serialize)]
struct Told<'r> {
    code: &'static str,
    policy: &'r ResourceRef,
    pointer: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'r Place>,
    message: &'r str,
    next: &'static str,
}

pub(super) fn run(args: &PlainArgs) -> Result<Exit> {
    let snapshot = gather(&args.input)?;
    let engine = Engine::new(&snapshot, options(&args.setting, false));
    let gaps = gaps(&snapshot, &engine);
    tell(&snapshot, &engine, &gaps);
    let mut found = lint(&engine, &snapshot);
    let wanted = &args.input.namespace;
    found.retain(|lint| wanted.is_empty() || wanted.contains(&lint.policy.namespace));
    let mut out = io::stdout().lock();
    let written = match args.format {
        PlainFormat::Json => json(&found, &gaps, &mut out),
        PlainFormat::Table => table(&found, &mut out),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(match (found.is_empty(), gaps.is_empty()) {
        (false, _) => Exit::Findings,
        (true, false) => Exit::Incomplete,
        (true, true) => Exit::Clean,
    })
}

fn json(found: &[Lint], gaps: &[Gap], to: &mut dyn Write) -> io::Result<()> {
    let findings = found.iter().map(|lint| Told {
        code: lint.code.as_str(),
        policy: &lint.policy,
        pointer: &lint.pointer,
        place: lint.place.as_ref(),
        message: &lint.message,
        next: lint.code.next(),
    });
    let report = Report { schema: "holdfast.reach-lint/v1", findings: findings.collect(), gaps };
    serde_json::to_writer_pretty(&mut *to, &report)?;
    writeln!(to)
}

fn table(found: &[Lint], to: &mut dyn Write) -> io::Result<()> {
    for lint in found {
        let at = lint.place.as_ref().map(|p| format!("{}:{}: ", p.file, p.line)).unwrap_or_default();
        writeln!(to, "{at}{} {}: {}", lint.code.as_str(), lint.policy, lint.message)?;
        writeln!(to, "    {}", lint.code.next())?;
    }
    writeln!(to, "{} findings", found.len())
}

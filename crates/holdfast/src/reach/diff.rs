use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use holdfast_inventory::Snapshot;
use holdfast_model::Gap;
use holdfast_reach::{Change, Engine, diff};
use serde::Serialize;

use super::args::DiffArgs;
use super::{gaps, gather, options, tell};
use crate::cli::{InputArgs, PlainFormat};
use crate::exit::Exit;

/// `holdfast.reach-diff/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    changes: Vec<Told<'r>>,
    gaps: &'r [Gap],
}

#[derive(Serialize)]
struct Told<'r> {
    from: &'r str,
    to: &'r str,
    network: &'r str,
    old: String,
    new: String,
    /// Something is possible that was not.
    opens: bool,
}

pub(super) fn run(args: &DiffArgs) -> Result<Exit> {
    let (old, new) = (read(&args.old)?, read(&args.new)?);
    let setting = options(&args.setting, false);
    let (old_engine, new_engine) = (Engine::new(&old, setting), Engine::new(&new, setting));
    let mut missing = gaps(&old, &old_engine);
    missing.extend(gaps(&new, &new_engine));
    missing.dedup();
    let changes = diff(&old_engine, &new_engine);
    tell(&new, &new_engine, &missing);
    let mut out = io::stdout().lock();
    let written = match args.format {
        PlainFormat::Json => json(&changes, &missing, &mut out),
        PlainFormat::Table => table(&changes, &mut out),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(match (changes.iter().any(Change::opens), missing.is_empty()) {
        (true, _) => Exit::Findings,
        (false, false) => Exit::Incomplete,
        (false, true) => Exit::Clean,
    })
}

/// A saved snapshot, or manifests.
fn read(path: &Path) -> Result<Snapshot> {
    let is_snapshot = path.extension().is_some_and(|e| e == "snap");
    gather(&InputArgs {
        snapshot: is_snapshot.then(|| PathBuf::from(path)),
        filename: if is_snapshot { Vec::new() } else { vec![path.to_string_lossy().into_owned()] },
        ..InputArgs::default()
    })
}

fn json(changes: &[Change], gaps: &[Gap], to: &mut dyn Write) -> io::Result<()> {
    let told = changes.iter().map(|c| Told {
        from: &c.from,
        to: &c.to,
        network: &c.network,
        old: c.old.to_string(),
        new: c.new.to_string(),
        opens: c.opens(),
    });
    let report = Report { schema: "holdfast.reach-diff/v1", changes: told.collect(), gaps };
    serde_json::to_writer_pretty(&mut *to, &report)?;
    writeln!(to)
}

fn table(changes: &[Change], to: &mut dyn Write) -> io::Result<()> {
    for change in changes {
        let Change { from, to: target, old, new, .. } = change;
        match (old.is_empty(), new.is_empty()) {
            (true, _) => writeln!(to, "+ {from} => {target} : {new}")?,
            (_, true) => writeln!(to, "- {from} => {target} : {old}")?,
            _ => writeln!(to, "~ {from} => {target} : {old} -> {new}")?,
        }
    }
    Ok(())
}

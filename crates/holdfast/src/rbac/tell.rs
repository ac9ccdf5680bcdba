use std::io::{self, Write};

use anyhow::Result;
use holdfast_inventory::{Knowledge, Snapshot};
use holdfast_model::{Gap, InputKind};
use serde::Serialize;

use crate::exit::Exit;

/// Kinds every answer rests on.
const KINDS: [&str; 4] = ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"];

/// Writes to standard output; a reader that goes away is no fault.
pub(super) fn out(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut to = io::BufWriter::new(io::stdout().lock());
    match write(&mut to).and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

pub(super) fn json(value: &impl Serialize) -> Result<()> {
    out(|to| {
        serde_json::to_writer_pretty(&mut *to, value)?;
        writeln!(to)
    })
}

/// Rows in columns as wide as their longest cell; the first row is the head. The last column is not padded.
pub(super) fn columns(rows: &[Vec<String>], to: &mut dyn Write) -> io::Result<()> {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..count).map(|at| width(at).unwrap_or_default()).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        writeln!(to, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

pub(super) fn gaps(gaps: &[Gap], to: &mut dyn Write) -> io::Result<()> {
    for gap in gaps {
        writeln!(to, "gap: {}: {} ({})", gap.what, gap.why, gap.effect)?;
    }
    Ok(())
}

/// Exit code of a question that has been answered.
pub(super) fn exit(snapshot: &Snapshot) -> Exit {
    if snapshot.gaps.is_empty() { Exit::Clean } else { Exit::Incomplete }
}

/// Why a "no" may be wrong: roles or bindings that should have been read and could not be.
pub(super) fn doubt(snapshot: &Snapshot) -> Option<String> {
    if snapshot.cluster.input == InputKind::Files {
        // A file that could not be read may have held anything.
        return snapshot.gaps.first().map(|gap| format!("{}: {}", gap.what, gap.why));
    }
    let missing: Vec<&str> =
        KINDS.into_iter().filter(|kind| snapshot.knowledge(kind) != Knowledge::Complete).collect();
    (!missing.is_empty()).then(|| format!("the cluster did not give every {}", missing.join(", ")))
}

//! `holdfast paths`: how an attacker would move.

pub(crate) mod args;
mod ask;
mod diff;
mod edges;
pub(crate) mod rank;
mod table;
mod what;

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, Result};

use self::args::{PathsAction, PathsArgs};
use crate::exit::Exit;

pub(crate) fn run(args: &PathsArgs) -> Result<Exit> {
    match &args.action {
        None => ask::run(&args.ask),
        Some(PathsAction::Edges(args)) => edges::run(args),
        Some(PathsAction::Diff(args)) => diff::run(args),
    }
}

/// Writes to a file, or to standard output; there, a reader that went away (`| head`) is no error.
fn print(file: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    if let Some(path) = file {
        let mut to = io::BufWriter::new(
            File::create(path).with_context(|| format!("cannot write {}", path.display()))?,
        );
        write(&mut to)
            .and_then(|()| to.flush())
            .with_context(|| format!("cannot write {}", path.display()))?;
        eprintln!("wrote {}", path.display());
        return Ok(());
    }
    let mut to = io::BufWriter::new(io::stdout().lock());
    match write(&mut to).and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

fn json(value: &impl serde::Serialize, to: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, value).map_err(io::Error::from)?;
    writeln!(to)
}

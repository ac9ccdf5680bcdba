//! `holdfast paths`: how an attacker would move.

pub(crate) mod args;
mod ask;
mod diff;
mod edges;
mod table;
mod what;

use std::io::{self, Write};

use anyhow::Result;

use self::args::{PathsAction, PathsArgs};
use crate::exit::Exit;

pub(crate) fn run(args: &PathsArgs) -> Result<Exit> {
    match &args.action {
        None => ask::run(&args.ask),
        Some(PathsAction::Edges(args)) => edges::run(args),
        Some(PathsAction::Diff(args)) => diff::run(args),
    }
}

/// Writes to standard output; a reader that went away (`| head`) is no error.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
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

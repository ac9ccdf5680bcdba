//! `holdfast paths`: how an attacker would move.

pub(crate) mod args;
mod edges;

use anyhow::Result;

use self::args::{PathsAction, PathsArgs};
use crate::exit::Exit;

pub(crate) fn run(args: &PathsArgs) -> Result<Exit> {
    match &args.action {
        PathsAction::Edges(args) => edges::run(args),
    }
}

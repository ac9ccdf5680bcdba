//! A whole cluster of any size whose true answers are known: the same bytes for the same numbers, written object by object.
//!
//! The shape is that of large clusters: namespaces of one team each, groups of 250, 30 and 5 replicas, objects of
//! production size. Everything is sound but for what [`truth`] lists: flaws by check, attack paths, pairs that can
//! and cannot talk.

mod access;
mod flaw;
mod infra;
mod net;
mod plan;
mod pod;
mod rng;
mod truth;
mod workload;
mod write;

use std::io;
use std::path::Path;

use serde_json::Value;

pub use plan::Size;

use plan::Plan;

/// How the objects are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One `List` per kind, as `kubectl get -A -o json` prints it.
    Lists,
    /// One object per line, one file per kind.
    Lines,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub objects: usize,
    pub bytes: u64,
}

/// Writes the estate into a directory: one file per kind, and `truth.json`. Memory does not grow with the pods.
pub fn write(size: Size, form: Form, to: &Path) -> io::Result<Written> {
    write::write(&Plan::new(size), form, to)
}

/// The true answers about the estate.
pub fn truth(size: Size) -> Value {
    truth::truth(&Plan::new(size))
}

//! Gathers facts: manifests, directories, standard input, rendered charts, saved snapshots and live clusters
//! all become one [`holdfast_inventory::Snapshot`].
//!
//! A chart or kustomization is rendered with the person's own tool; nothing else is ever run.
//! Read-only: the API server is only ever sent GET requests, and no secret's value is asked for.
//! What could not be read is a gap in the snapshot; only an input that cannot be used at all is an error.
//! Nothing here decides whether something is wrong.

mod error;
mod files;
mod live;
mod render;
mod snapshot_file;

pub use error::CollectError;
pub use files::{FileOptions, Input, files, files_with};
pub use live::{Options, Progress, cluster};
pub use snapshot_file::{load, save};

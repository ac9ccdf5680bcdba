//! One assessment, every format.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

mod baseline;
mod empty;
mod hostile;
mod names;
mod own_schema;
mod same;
mod sample;
mod schemas;
mod snapshots;

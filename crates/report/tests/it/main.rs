//! One assessment, every format.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

mod sample;
mod snapshots;

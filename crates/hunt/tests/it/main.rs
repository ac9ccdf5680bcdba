#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]
//! Pages, recorded services, hostile servers and real ones: all on loopback.

mod bounds;
mod decoys;
mod page;
mod pages;
mod real;
mod recorded;
mod safe;
mod server;

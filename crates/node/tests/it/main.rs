//! Facts of captured hosts, host by host and fault by fault.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail loudly"
)]

mod faults;
mod hosts;
mod links;
mod memory;

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]
//! The built binary, run as a person runs it: on files in a directory of its own.

mod bench;
mod broken;
mod estate;
mod honest;
mod huge;
mod hunt;
mod live;
#[cfg(unix)]
mod live_tls;
mod order;
mod rbac;
mod reach;
#[cfg(unix)]
mod render;
mod run;
mod steady;

//! The catalogue judged by its own examples, and the tables by the published counts.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may fail loudly")]

mod captured;
mod catalogue;
mod choose;
mod facts;
mod kube_bench;
mod outcomes;
mod tables;

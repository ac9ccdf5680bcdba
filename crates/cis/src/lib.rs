//! CIS benchmarks: is a node, a cluster, a managed service set up as its benchmark demands?
//!
//! The catalogue is data: one entry per distinct control in our own words, a CEL expression over facts, examples.
//! A benchmark is a table of numbers that point to controls. [`assess`] judges node facts, a snapshot and a cloud's
//! description by one benchmark; every answer carries what was seen, where, and why.
//!
//! [`kube_bench`] judges benchmarks that a person brings in that tool's format.
//!
//! The texts of the benchmarks are licensed: nothing here repeats them. Nothing here reads a file, starts a process or
//! asks a clock, and nothing unknown ever passes.

mod access;
mod answer;
mod assess;
mod attest;
mod audit_policy;
mod benchmark;
mod catalogue;
mod choose;
mod cluster;
mod facts;
mod findings;
mod generated;
pub mod kube_bench;
mod merge;
mod network;
mod node_facts;
mod pods;
mod score;
mod values;

pub use answer::{Answer, Outcome, Seen, SeenAt};
pub use assess::{Judged, Request, Selection, assess};
pub use attest::{attest, mark_attested};
pub use benchmark::{Benchmark, Change, Difference, Entry, benchmark, benchmarks, diff};
pub use catalogue::{Control, Param, control, controls};
pub use choose::{Choice, choose};
pub use cluster::{ClusterFacts, Offender};
pub use findings::{Report, report, requirements};
pub use merge::{Drift, drifts};
pub use score::{Score, scores};

//! Posture: what is misconfigured in workloads, accounts, RBAC, services, network policies, namespaces and admission.
//!
//! A check is a pair of files in `checks/`: `<slug>.rs` (a static description and one pure function) and `<slug>.md`
//! (what, why, how to fix, and examples that are the test). [`assess`] asks every selected check about every subject
//! of a snapshot and gives findings, gaps and populations; frameworks are data over check ids.
//!
//! Nothing here reads a file, asks a cluster or a clock, or prints. A check that cannot know says so; it never passes.

mod accounts;
mod admission;
mod assess;
mod authored;
mod capabilities;
mod catalogue;
mod check;
mod checks;
mod context;
mod credentials;
mod defaults;
mod exceptions;
mod exposure;
mod findings;
mod frameworks;
mod hardening;
mod host_access;
mod host_paths;
mod identity;
mod image_ref;
mod index;
mod mounted;
mod net;
mod node_risks;
mod order;
mod plan;
mod pod_index;
mod ports;
mod prelude;
mod probes;
mod products;
mod quantity;
mod rank;
mod rbac;
mod refs;
mod releases;
mod resources;
mod sandbox;
mod scaling;
mod schema;
mod secrets;
mod ssh;
mod suppressions;
mod verdict;

pub use assess::{Answers, Request, assess};
pub use catalogue::{UnknownCheck, all, by_id, resolve};
pub use check::{Check, Judge};
pub use context::{ContainerCx, ContainerList, Cx, ObjectCx, PodCx};
pub use exceptions::except;
pub use frameworks::{controls, evaluate, framework, frameworks};
pub use rank::by_score;
pub use rbac::is_rbac_risk;
pub use verdict::{Hit, Verdict};

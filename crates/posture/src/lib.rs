//! Posture: what is misconfigured in workloads, accounts, RBAC, services, network policies, namespaces and admission.
//!
//! A check is a pair of files in `checks/`: `<slug>.rs` (a static description and one pure function) and `<slug>.md`
//! (what, why, how to fix, and examples that are the test). [`assess`] asks every selected check about every subject
//! of a snapshot and gives findings, gaps and populations; frameworks are data over check ids.
//!
//! Nothing here reads a file, asks a cluster or a clock, or prints. A check that cannot know says so; it never passes.

mod assess;
mod catalogue;
mod check;
mod checks;
mod context;
mod exceptions;
mod findings;
mod frameworks;
mod prelude;
mod rank;
mod rbac;
mod suppressions;
mod verdict;

pub use assess::{Answers, Request, assess};
pub use catalogue::{UnknownCheck, all, by_id, resolve};
pub use check::{Check, Judge};
pub use context::{ContainerCx, ContainerList, Cx, ObjectCx, PodCx};
pub use exceptions::except;
pub use frameworks::{controls, evaluate, framework, frameworks};
pub use verdict::{Hit, Verdict};

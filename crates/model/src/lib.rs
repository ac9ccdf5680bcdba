//! The words every other crate speaks: what a finding is, how bad, about what, seen where.
//!
//! Plain data with `serde` names as they appear in reports. Nothing here reads a file, asks a clock,
//! knows a Kubernetes client type or decides whether something is wrong.
//!
//! Three states in every boolean question: yes, no, unknown. Unknown is never "pass": it is a
//! [`Gap`] (should have been read and could not be) or [`NotAssessed`] (this input cannot hold it).

mod assessment;
mod check;
mod evidence;
mod exception;
mod finding;
mod fingerprint;
mod framework;
mod gap;
mod glob;
mod outcome;
mod remediation;
mod resource;
mod severity;
mod technique;

pub use assessment::{Assessment, Cluster, Coverage, InputKind, Summary, Tool};
pub use check::{CheckInfo, CheckTally};
pub use evidence::{Evidence, Place};
pub use exception::{Applied, Attestation, Criticality, CriticalityRule, Exception, Selector, Settings};
pub use finding::{ControlRef, Finding, Rank, Subject};
pub use fingerprint::Fingerprint;
pub use framework::{Framework, Requirement, RequirementOutcome, RequirementResult};
pub use gap::{Gap, NotAssessed};
pub use glob::glob_match;
pub use outcome::Outcome;
pub use remediation::{PatchOp, Remediation};
pub use resource::ResourceRef;
pub use severity::{Confidence, ParseSeverityError, Severity};
pub use technique::{TECHNIQUES, Technique, technique};

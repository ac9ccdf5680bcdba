//! The Pod Security Standards exactly: levels privileged, baseline and restricted, versions 1.0 to 1.37 and latest,
//! each check in the revision that the version has, with the check ids and message texts the API server answers with.
//!
//! Source of the rules: <https://kubernetes.io/docs/concepts/security/pod-security-standards/> and the behaviour of
//! `k8s.io/pod-security-admission` at the versions named beside each rule.
//!
//! Pure: a pod's metadata and spec in, violations out. Never reads, never decides what a namespace should enforce.

mod baseline;
mod checks;
mod defaults;
mod level;
mod namespace;
mod profiles;
mod restricted;
mod subject;
mod words;

pub use checks::{CHECKS, Violation, evaluate, message};
pub use defaults::fill_in;
pub use level::{Level, LevelVersion, ParseLevelError, ParseVersionError, Version};
pub use namespace::NamespacePolicy;

//! Benchmarks in the format of kube-bench: a directory a person brings, loaded and judged with that tool's own semantics.
//!
//! [`judge`] judges one file on a host. [`Controls`] is one file of checks, [`Settings`] the `config.yaml` that says which programs and files the variables
//! (`$apiserverbin`, `$kubeletconf`) stand for. An audit is a shell command: [`shell`] runs the read-only ones itself over
//! a [`Host`], starting no process; what it does not know it refuses, and the check is not assessed. Texts come from the
//! person's files and are shown as they stand there.
//!
//! Format and semantics: <https://github.com/aquasecurity/kube-bench/blob/main/docs/controls.md>.

mod compare;
mod controls;
mod evaluate;
mod json_path;
mod judge;
mod lenient;
mod settings;
pub mod shell;

pub use controls::{Check, Compare, Controls, Group, Join, Mode, TestItem, Tests};
pub use evaluate::{Outputs, State, Verdict, evaluate};
pub use judge::{Judged, RealShell, judge};
pub use settings::{Component, Settings, Variables};
pub use shell::{Audit, Host, Process, Stat, Trouble};

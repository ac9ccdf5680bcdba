//! Runs the read-only part of the shell that audits are written in, without a shell: no process is started, and nothing
//! but the [`Host`] is looked at.
//!
//! Known are pipelines, lists, `if`, `for`, variables, `$(...)`, and the programs that read and cut text: `awk`, `cat`, `cut`,
//! `echo`, `find`, `grep`, `head`, `printf`, `ps`, `sed` (substitution), `sh -c`, `sort`, `stat -c`, `tail`, `test`, `tr`, `uniq`,
//! `wc`, `xargs`. Anything else is [`Audit::NeedsShell`]. Grammar: <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html>.

mod commands;
mod files;
mod host;
mod parse;
mod run;
mod stream;
mod tree;

pub use host::{Host, Process, Stat, Trouble};

/// What an audit gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audit {
    Output {
        text: String,
        /// It asked for processes and none of those that the audit looks for runs here.
        without_process: bool,
    },
    /// It says more than is known here, and what.
    NeedsShell(String),
    /// The host could not be read.
    Unknown(Trouble),
}

/// Runs one audit.
pub fn audit(script: &str, host: &dyn Host) -> Audit {
    let tree = match parse::script(script) {
        Ok(tree) => tree,
        Err(what) => return Audit::NeedsShell(what),
    };
    let mut shell = run::Shell::new(host);
    match shell.list(&tree, "") {
        Ok(done) => Audit::Output {
            without_process: shell.asked_processes() && done.out.trim().is_empty(),
            text: done.out,
        },
        Err(run::Stop::Unknown(what)) => Audit::NeedsShell(what),
        Err(run::Stop::Host(trouble)) => Audit::Unknown(trouble),
    }
}

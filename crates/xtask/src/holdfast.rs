//! The binary under test, run as a person would run it.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::repo::Repo;

/// The binary under test.
#[derive(Debug)]
pub(crate) struct Holdfast {
    path: PathBuf,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// What a suite reads of `holdfast.report/v1`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Report {
    pub(crate) gaps: Vec<Gap>,
    pub(crate) findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Gap {
    pub(crate) what: String,
    pub(crate) why: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Finding {
    pub(crate) check: String,
    pub(crate) subject: Subject,
    #[serde(default)]
    pub(crate) evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) struct Subject {
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) namespace: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) container: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Evidence {
    pub(crate) pointer: Option<String>,
    #[serde(default)]
    pub(crate) place: Option<Place>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Place {
    pub(crate) line: u64,
}

/// What a suite reads of the catalogue.
#[derive(Debug, Deserialize)]
pub(crate) struct Check {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
}

impl Holdfast {
    /// Builds the binary of the workspace. `HOLDFAST_BIN` names another one.
    pub(crate) fn build(repo: &Repo, profile: Profile) -> Result<Self> {
        if let Some(path) = std::env::var_os("HOLDFAST_BIN") {
            return Ok(Self { path: PathBuf::from(path) });
        }
        let mut cargo = Command::new("cargo");
        cargo
            .args(["build", "--quiet", "--package", "holdfast", "--message-format", "json"])
            .current_dir(repo.root());
        if matches!(profile, Profile::Release) {
            cargo.arg("--release");
        }
        let out = cargo.output().context("cannot run cargo build")?;
        ensure!(out.status.success(), "holdfast does not build; run: cargo build");
        let messages = String::from_utf8_lossy(&out.stdout);
        let path = messages.lines().filter_map(executable).next_back();
        Ok(Self { path: path.context("cargo build made no holdfast binary")? })
    }

    /// Runs one command and reads its JSON. Findings and gaps (exit 1 and 3) are answers; anything else is an error.
    pub(crate) fn json<T: DeserializeOwned>(
        &self,
        args: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<T> {
        let mut command = Command::new(&self.path);
        command.args(args).args(["--format", "json"]);
        let (_, out) = answer(&mut command)?;
        serde_json::from_slice(&out).with_context(|| format!("{command:?} printed unexpected JSON"))
    }

    /// Runs one command; its exit code and what it printed. Findings and gaps (exit 1 and 3) are answers; anything else is
    /// an error.
    pub(crate) fn run(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<(i32, String)> {
        let (code, out) = answer(Command::new(&self.path).args(args))?;
        Ok((code, String::from_utf8(out).context("holdfast printed something that is not UTF-8")?))
    }
}

fn answer(command: &mut Command) -> Result<(i32, Vec<u8>)> {
    let out = command.output().with_context(|| format!("cannot run {}", command.get_program().display()))?;
    if let Some(code @ (0 | 1 | 3)) = out.status.code() {
        return Ok((code, out.stdout));
    }
    let said = String::from_utf8_lossy(&out.stderr);
    bail!("{command:?} ended with {}: {}", out.status, said.trim())
}

/// The binary's path in a message of `cargo build --message-format json`.
fn executable(message: &str) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Message {
        executable: Option<PathBuf>,
    }
    serde_json::from_str::<Message>(message).ok()?.executable
}

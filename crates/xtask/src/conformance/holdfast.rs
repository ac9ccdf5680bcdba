use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::repo::Repo;

/// The binary under test.
#[derive(Debug)]
pub(super) struct Holdfast {
    path: PathBuf,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Profile {
    Dev,
    Release,
}

/// What a suite reads of `holdfast.report/v1`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Report {
    pub(super) gaps: Vec<Gap>,
    pub(super) findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Gap {
    pub(super) what: String,
    pub(super) why: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Finding {
    pub(super) check: String,
    pub(super) subject: Subject,
    #[serde(default)]
    pub(super) evidence: Vec<Evidence>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct Subject {
    pub(super) kind: String,
    #[serde(default)]
    pub(super) namespace: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) container: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Evidence {
    pub(super) pointer: Option<String>,
    #[serde(default)]
    pub(super) place: Option<Place>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Place {
    pub(super) line: u64,
}

/// What a suite reads of the catalogue.
#[derive(Debug, Deserialize)]
pub(super) struct Check {
    pub(super) id: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

impl Holdfast {
    /// Builds the binary of the workspace. `HOLDFAST_BIN` names another one.
    pub(super) fn build(repo: &Repo, profile: Profile) -> Result<Self> {
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
    pub(super) fn json<T: DeserializeOwned>(
        &self,
        args: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Result<T> {
        let mut command = Command::new(&self.path);
        command.args(args).args(["--format", "json"]);
        let printed = self.output(command)?;
        serde_json::from_slice(&printed).context("holdfast printed unexpected JSON")
    }

    /// Runs one command and takes what it prints.
    pub(super) fn text(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<String> {
        let mut command = Command::new(&self.path);
        command.args(args);
        Ok(String::from_utf8_lossy(&self.output(command)?).into_owned())
    }

    fn output(&self, mut command: Command) -> Result<Vec<u8>> {
        let out = command.output().with_context(|| format!("cannot run {}", self.path.display()))?;
        if !matches!(out.status.code(), Some(0 | 1 | 3)) {
            let said = String::from_utf8_lossy(&out.stderr);
            bail!("{command:?} ended with {}: {}", out.status, said.trim());
        }
        Ok(out.stdout)
    }
}

/// The binary's path in a message of `cargo build --message-format json`.
fn executable(message: &str) -> Option<PathBuf> {
    #[derive(Deserialize)]
    struct Message {
        executable: Option<PathBuf>,
    }
    serde_json::from_str::<Message>(message).ok()?.executable
}

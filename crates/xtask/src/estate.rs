//! `cargo xtask estate`: a cluster of any size whose true answers are known, written by the test kit.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use crate::repo::Repo;

/// Runs the test kit's generator; it knows its own flags.
pub(crate) fn run(repo: &Repo, args: &[&str]) -> Result<()> {
    let status = Command::new("cargo")
        .args(["run", "--release", "--quiet", "--manifest-path"])
        .arg(repo.path("Cargo.toml"))
        .args(["-p", "holdfast-testkit", "--bin", "estate", "--"])
        .args(args)
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "the estate was not written");
    Ok(())
}

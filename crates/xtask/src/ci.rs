//! Everything CI runs, in order, each step timed; every failure is listed at the end.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use crate::repo::Repo;
use crate::{changelog, r#gen, guards, layers};

/// Whether the tests are among the steps: `.ci/run` runs them itself, with the command of the README.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tests {
    Run,
    LeaveOut,
}

/// How one step went.
#[derive(Debug)]
enum End {
    Passed,
    Skipped(&'static str),
    Failed(String),
}

struct Step {
    name: &'static str,
    run: fn(&Repo) -> Result<End>,
}

const STEPS: &[Step] = &[
    Step { name: "format", run: |repo| cargo(repo, &["fmt", "--all", "--check"], &[]) },
    Step { name: "layers", run: |repo| layers::run(repo).map(|()| End::Passed) },
    Step { name: "generated", run: |repo| r#gen::check(repo).map(|()| End::Passed) },
    Step { name: "guards", run: |repo| guards::run(repo).map(|()| End::Passed) },
    Step { name: "changelog", run: |repo| changelog::check(repo).map(|()| End::Passed) },
    Step {
        name: "fuzz",
        // Outside the workspace nothing else would read it.
        run: |repo| {
            cargo(
                repo,
                &[
                    "metadata",
                    "--quiet",
                    "--locked",
                    "--format-version",
                    "1",
                    "--manifest-path",
                    "fuzz/Cargo.toml",
                ],
                &[],
            )
        },
    },
    Step { name: "deny", run: deny },
    Step {
        name: "clippy",
        run: |repo| cargo(repo, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[]),
    },
    Step { name: TEST, run: |repo| cargo(repo, &["test", "--workspace"], &[]) },
    Step {
        name: "doc",
        run: |repo| {
            cargo(repo, &["doc", "--workspace", "--no-deps", "--quiet"], &[("RUSTDOCFLAGS", "-D warnings")])
        },
    },
];
const TEST: &str = "test";

/// Runs every step, whatever the others say, and fails when one did.
pub(crate) fn run(repo: &Repo, tests: Tests) -> Result<()> {
    let mut ends = Vec::new();
    for step in STEPS.iter().filter(|step| tests == Tests::Run || step.name != TEST) {
        println!("== {}", step.name);
        let start = Instant::now();
        let end = (step.run)(repo).unwrap_or_else(|error| End::Failed(format!("{error:#}")));
        match &end {
            End::Failed(why) => println!("{why}"),
            End::Skipped(why) => println!("skipped: {why}"),
            End::Passed => {}
        }
        ends.push((step.name, start.elapsed(), end));
    }
    summary(&ends)
}

fn summary(ends: &[(&str, Duration, End)]) -> Result<()> {
    println!("== summary");
    let mut failed = Vec::new();
    for (name, took, end) in ends {
        let word = match end {
            End::Passed => "ok",
            End::Skipped(_) => "skipped",
            End::Failed(_) => {
                failed.push(*name);
                "FAILED"
            }
        };
        println!("{name:<10} {word:<8} {:>7.1} s", took.as_secs_f64());
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

/// Licences, duplicates and sources; advisories where their database can be had.
fn deny(repo: &Repo) -> Result<End> {
    let is_there = Command::new("cargo-deny").arg("--version").output().is_ok_and(|out| out.status.success());
    if !is_there {
        if std::env::var_os("CI").is_some_and(|ci| ci == "true") {
            bail!("cargo-deny is missing; install it with: cargo install cargo-deny --locked");
        }
        return Ok(End::Skipped("cargo-deny is not installed (cargo install cargo-deny --locked)"));
    }
    let end = cargo(repo, &["deny", "--workspace", "check", "licenses", "bans", "sources"], &[])?;
    println!("advisories: not checked here: their database needs the network (cargo deny check advisories)");
    Ok(end)
}

/// Runs cargo with its output shown.
fn cargo(repo: &Repo, args: &[&str], env: &[(&str, &str)]) -> Result<End> {
    let status = Command::new("cargo")
        .args(args)
        .envs(env.iter().copied())
        .current_dir(repo.root())
        .stdout(if args.first() == Some(&"metadata") { Stdio::null() } else { Stdio::inherit() })
        .status()
        .with_context(|| format!("cannot run cargo {}", args.join(" ")))?;
    Ok(if status.success() { End::Passed } else { End::Failed(format!("failed: cargo {}", args.join(" "))) })
}

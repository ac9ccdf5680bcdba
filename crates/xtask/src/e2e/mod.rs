//! End-to-end tests against a real Kubernetes: `cargo xtask e2e`.
//!
//! It starts a cluster, runs every test of `TESTS` with the `holdfast` binary as a person would, and stops the cluster. A
//! test compares Holdfast with the thing itself: its admission plugin, its authorizer, its API.
#![expect(
    clippy::indexing_slicing,
    reason = "a field that a JSON value lacks reads as null and fails the test"
)]

mod api;
mod denied;
mod diff;
mod estate;
mod node;
mod pod_security;
mod pods;
mod random;
mod rbac;
mod rights;
mod scan;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use self::api::Api;
use crate::cluster::{self, Instance, Missing, Options};
use crate::holdfast::{Holdfast, Profile};
use crate::repo::Repo;

pub(crate) const USAGE: &str = "\
usage: cargo xtask e2e [--version 1.34] [--keep] [--no-node] [TEST...]

  --keep  leave the cluster running";

/// What every test is given.
struct Context<'a> {
    repo: &'a Repo,
    instance: Instance,
    /// `1.34`.
    minor: String,
    holdfast: Holdfast,
    api: Api,
}

/// How a test ended that did not fail.
enum End {
    /// What was compared, with numbers.
    Passed(String),
    Skipped(String),
}

struct Test {
    name: &'static str,
    run: fn(&Context<'_>) -> Result<End>,
}

/// In this order: later ones use what earlier ones put into the cluster.
const TESTS: &[Test] = &[
    Test { name: "node", run: node::run },
    Test { name: "rbac", run: rbac::run },
    Test { name: "pod-security", run: pod_security::run },
    Test { name: "scan", run: scan::run },
    Test { name: "denied", run: denied::run },
];

/// Nothing was tested, and why.
#[derive(Debug)]
pub(crate) struct Skipped(String);

impl std::fmt::Display for Skipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "e2e: skipped, nothing was tested: {}", self.0)
    }
}

impl std::error::Error for Skipped {}

/// Runs the named tests, or all.
pub(crate) fn run(repo: &Repo, args: &[&str]) -> Result<()> {
    let (options, keep, names) = arguments(repo, args)?;
    let holdfast = Holdfast::build(repo, Profile::Dev)?;
    let start = Instant::now();
    let instance = match cluster::up(repo, &options) {
        Err(error) if error.is::<Missing>() => return Err(Skipped(error.to_string()).into()),
        other => other?,
    };
    println!("== cluster up after {:.0} s", start.elapsed().as_secs_f64());
    let result = Api::start(&instance).and_then(|api| {
        let minor = options.release.minor.clone();
        let context = Context { repo, instance, minor, holdfast, api };
        let result = all(&context, &names);
        if keep {
            context.instance.tell();
            return result;
        }
        // The tests' verdict is worth more than how the cluster ended.
        match (result, context.instance.down()) {
            (Err(first), Err(second)) => {
                Err(first.context(format!("and the cluster did not stop: {second:#}")))
            }
            (result, down) => result.and(down),
        }
    });
    println!("== e2e took {:.0} s", start.elapsed().as_secs_f64());
    result
}

fn arguments<'a>(repo: &Repo, args: &[&'a str]) -> Result<(Options, bool, Vec<&'a str>)> {
    let mut options = Options::new("e2e", cluster::Release::default(repo)?);
    let (mut keep, mut names) = (false, Vec::new());
    let mut args = args.iter().copied();
    while let Some(arg) = args.next() {
        match arg {
            "--keep" => keep = true,
            "--no-node" => options.node = false,
            "--version" => {
                options.release =
                    cluster::Release::pinned(repo, args.next().context("--version needs a value")?)?;
            }
            name => {
                let known: Vec<&str> = TESTS.iter().map(|test| test.name).collect();
                ensure!(
                    known.contains(&name),
                    "unknown test {name:?}: expected {}\n{USAGE}",
                    known.join(", ")
                );
                names.push(name);
            }
        }
    }
    Ok((options, keep, names))
}

fn all(context: &Context<'_>, names: &[&str]) -> Result<()> {
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for test in TESTS.iter().filter(|test| names.is_empty() || names.contains(&test.name)) {
        println!("== {}", test.name);
        let start = Instant::now();
        let words = match (test.run)(context) {
            Ok(End::Passed(what)) => format!("ok: {what}"),
            Ok(End::Skipped(why)) => format!("SKIPPED: {why}"),
            Err(error) => {
                println!("{error:#}");
                failed.push(test.name);
                "FAILED, see above".to_owned()
            }
        };
        println!("{words}");
        lines.push(format!("{:<13}{:>6.1} s  {words}", test.name, start.elapsed().as_secs_f64()));
    }
    println!("== summary, Kubernetes {}", context.minor);
    for line in lines {
        println!("{line}");
    }
    ensure!(failed.is_empty(), "e2e tests failed: {}", failed.join(", "));
    Ok(())
}

impl Context<'_> {
    /// Where the public suites lie, if they are here.
    fn suites(&self) -> Option<PathBuf> {
        let folder = std::env::var_os("HOLDFAST_SUITES")
            .map_or_else(|| self.repo.path("../shared/conformance"), PathBuf::from);
        folder.is_dir().then_some(folder)
    }

    /// A folder for a test's files, inside the cluster's own and gone with it.
    fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.instance.path(&format!("scratch/{name}"));
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    fn kubectl(&self, args: &[&str]) -> Result<String> {
        cluster::kubectl(&self.instance, args)
    }

    /// Creates an object, or replaces the one of its name.
    fn put(&self, collection: &str, object: &Value) -> Result<()> {
        let name =
            object.pointer("/metadata/name").and_then(Value::as_str).context("an object without a name")?;
        let mut client = self.api.client()?;
        let body = object.to_string();
        let mut answer = client.send("POST", collection, &[], Some(&body))?;
        if answer.status == 409 {
            answer = client.send("PUT", &format!("{collection}/{name}"), &[], Some(&body))?;
        }
        ensure!(answer.status < 300, "cannot put {collection}/{name}: {}", answer.body);
        Ok(())
    }
}

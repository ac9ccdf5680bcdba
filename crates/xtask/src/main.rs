//! The workspace's own chores, one file each, run as `cargo xtask NAME`.
//!
//! `new` and `gen` write source and pages, `layers` and `guards` hold the rules of the workspace, `ci` runs what CI runs,
//! `conformance` measures the binary against the field's public suites, `cluster` starts a real Kubernetes,
//! `changelog` joins the fragments.
//!
//! It depends on no crate of the workspace, so it builds in seconds and while the others do not. It touches nothing outside
//! the repository but `cluster`'s folder of the cache, and never reaches the network itself.
#![expect(clippy::print_stdout, reason = "printing to a person is what these commands do")]

mod changelog;
mod ci;
mod cluster;
mod conformance;
mod r#gen;
mod guards;
mod layers;
mod new;
mod new_edge;
mod repo;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::repo::Repo;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  new check SLUG [--title TEXT] [--severity LEVEL] [--about container|pod|KIND,KIND]
                   make a check: crates/posture/src/checks/<slug>.rs and .md
  new edge SLUG [--title TEXT] [--family NAME] [--about container|pod|grant|identity|estate]
                   make a step of the attack graph: crates/graph/src/edges/<slug>.rs and .md
  gen [--check]    write the generated files; with --check only say which are stale
  layers           check every dependency between crates against the layer table
  guards           check file sizes and forbidden leftovers
  ci [--no-test]   everything CI runs
  conformance [--release] [SUITE...]
                   run the field's public suites against the binary
  cluster up|down|status
                   a real Kubernetes on this machine; cluster help says more
  changelog [--check]
                   print the changelog that the fragments make";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[&str]) -> Result<()> {
    let repo = Repo::find()?;
    match args {
        ["new", "check", slug, options @ ..] => new::run(&repo, slug, options),
        ["new", "edge", slug, options @ ..] => new_edge::run(&repo, slug, options),
        ["gen"] => r#gen::write(&repo),
        ["gen", "--check"] => r#gen::check(&repo),
        ["layers"] => layers::run(&repo),
        ["guards"] => guards::run(&repo),
        ["ci"] => ci::run(&repo, ci::Tests::Run),
        ["ci", "--no-test"] => ci::run(&repo, ci::Tests::LeaveOut),
        ["conformance", options @ ..] => conformance::run(&repo, options),
        ["cluster", rest @ ..] => cluster::run(&repo, rest),
        ["changelog"] => changelog::print(&repo),
        ["changelog", "--check"] => changelog::check(&repo),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("unknown command {:?}\n{USAGE}", other.join(" ")),
    }
}

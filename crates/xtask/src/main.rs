//! The workspace's own chores, one file each, run as `cargo xtask NAME`.
//!
//! `new` and `gen` write source and pages, `layers` and `guards` hold the rules of the workspace, `ci` runs what CI runs,
//! `conformance` measures the binary against the field's public suites, `cluster` starts a real Kubernetes,
//! `e2e` tests the binary against it, `changelog` joins the fragments.
//!
//! It depends on no crate of the workspace, so it builds in seconds and while the others do not. It touches nothing outside
//! the repository but `cluster`'s folder of the cache, and never reaches the network itself.
#![expect(clippy::print_stdout, reason = "printing to a person is what these commands do")]

mod bench;
mod changelog;
mod ci;
mod cluster;
mod conformance;
mod e2e;
mod estate;
mod r#gen;
mod guards;
mod holdfast;
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
  e2e [TEST...]    end-to-end tests against such a cluster; exit code 77: skipped
  estate [--pods N] [--nodes N] [--seed N] [--ndjson] -o DIR
                   write a cluster of any size, with the true answers about it in truth.json
  bench [--pods N,N] [--compare FILE] [--save FILE] [--estates-only]
                   every crate's benchmarks, and a scan of estates of 1k, 10k and 150k pods, in one table
  changelog [--check]
                   print the changelog that the fragments make";

/// The exit code of tests that could not be run, by an old convention of test drivers: neither passed nor failed.
const SKIPPED: u8 = 77;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<e2e::Skipped>() => {
            println!("{error:#}");
            ExitCode::from(SKIPPED)
        }
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
        ["e2e", rest @ ..] => e2e::run(&repo, rest),
        ["cluster", rest @ ..] => cluster::run(&repo, rest),
        ["estate", options @ ..] => estate::run(&repo, options),
        ["bench", options @ ..] => bench::run(&repo, options),
        ["changelog"] => changelog::print(&repo),
        ["changelog", "--check"] => changelog::check(&repo),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        other => bail!("unknown command {:?}\n{USAGE}", other.join(" ")),
    }
}

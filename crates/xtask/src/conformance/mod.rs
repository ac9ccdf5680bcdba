//! Runs the field's public suites against the binary and says how far it agrees with them.
//!
//! A suite is one file here and one row of `SUITES`. It runs the `holdfast` binary as a person would and reads its
//! JSON, so it tests the product and not its parts. Differences kept on purpose stand in `conformance/ledger.toml`.

mod bats;
mod goat;
mod kube_bench;
mod kube_linter;
mod kubehound;
mod ledger;
mod pod_security;
mod reach;

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use self::ledger::Ledger;
use crate::holdfast::{Holdfast, Profile};
use crate::repo::Repo;

/// One public suite.
struct Suite {
    name: &'static str,
    /// Where it lies in the suites' folder.
    folder: &'static str,
    run: fn(&Holdfast, &Path) -> Result<Score>,
}

const SUITES: &[Suite] = &[
    Suite { name: "pod-security", folder: "pod-security", run: pod_security::run },
    Suite { name: "kube-bench", folder: "cis/kube-bench", run: kube_bench::run },
    Suite { name: "kube-linter", folder: "workloads/kube-linter", run: kube_linter::run },
    Suite { name: "kubehound", folder: "attack-paths/kubehound", run: kubehound::run },
    Suite { name: "kubernetes-goat", folder: "workloads/kubernetes-goat", run: goat::run },
    Suite { name: "reach", folder: "reach", run: reach::run },
];

/// How one suite went.
#[derive(Debug, Default)]
struct Score {
    agree: Vec<String>,
    differ: Vec<Difference>,
    /// Cases about something Holdfast does not judge.
    out_of_scope: Vec<String>,
}

/// One case that came out another way than the suite says.
#[derive(Debug)]
struct Difference {
    case: String,
    why: String,
}

impl Score {
    /// Notes the answer to one case: agreement, or why not.
    fn note(&mut self, case: impl Into<String>, answer: Result<(), String>) {
        let case = case.into();
        match answer {
            Ok(()) => self.agree.push(case),
            Err(why) => self.differ.push(Difference { case, why }),
        }
    }
}

/// Runs the named suites, or all that are present.
pub(crate) fn run(repo: &Repo, options: &[&str]) -> Result<()> {
    let (profile, names) = arguments(options)?;
    let folder =
        std::env::var_os("HOLDFAST_SUITES").map_or_else(|| repo.path("../shared/conformance"), PathBuf::from);
    if !folder.is_dir() {
        println!("conformance: skipped: no suites at {} (set HOLDFAST_SUITES)", folder.display());
        return Ok(());
    }
    let ledger = Ledger::parse(&repo.read(ledger::FILE)?)?;
    let holdfast = Holdfast::build(repo, profile)?;
    let mut unexplained = 0;
    let (mut ran, mut broken) = (Vec::new(), Vec::new());
    for suite in SUITES.iter().filter(|suite| names.is_empty() || names.contains(&suite.name)) {
        let path = folder.join(suite.folder);
        if path.is_dir() {
            match (suite.run)(&holdfast, &path) {
                Ok(score) => {
                    unexplained += tell(suite.name, &score, &ledger);
                    ran.push((suite.name, score));
                }
                Err(error) => broken.push(format!("{}: {error:#}", suite.name)),
            }
        } else {
            println!("{}: skipped: not present", suite.name);
        }
    }
    let unused = ledger.unused(&ran);
    for entry in &unused {
        println!("ledger: {entry}");
    }
    ensure!(broken.is_empty(), "{} suites could not be run:\n  {}", broken.len(), broken.join("\n  "));
    ensure!(unexplained == 0, "{unexplained} cases disagree and are not in {}", ledger::FILE);
    ensure!(unused.is_empty(), "{} entries of {} explain nothing: remove them", unused.len(), ledger::FILE);
    Ok(())
}

fn arguments<'a>(options: &[&'a str]) -> Result<(Profile, Vec<&'a str>)> {
    let (flags, names): (Vec<&str>, Vec<&str>) = options.iter().partition(|option| option.starts_with("--"));
    ensure!(flags.iter().all(|flag| *flag == "--release"), "unknown option: expected --release");
    for name in &names {
        let known: Vec<&str> = SUITES.iter().map(|suite| suite.name).collect();
        ensure!(known.contains(name), "unknown suite {name:?}: expected {}", known.join(", "));
    }
    Ok((if flags.is_empty() { Profile::Dev } else { Profile::Release }, names))
}

/// Prints one suite's score and gives the number of differences the ledger does not explain.
fn tell(suite: &str, score: &Score, ledger: &Ledger) -> usize {
    let total = score.agree.len() + score.differ.len();
    print!("{suite}: {}/{total}", score.agree.len());
    if score.out_of_scope.is_empty() {
        println!();
    } else {
        println!(" (out of scope: {}: {})", score.out_of_scope.len(), score.out_of_scope.join(", "));
    }
    let mut unexplained = 0;
    for Difference { case, why } in &score.differ {
        if let Some(reason) = ledger.reason(suite, case) {
            println!("  {case}: {why} [kept: {reason}]");
        } else {
            println!("  {case}: {why}");
            unexplained += 1;
        }
    }
    unexplained
}

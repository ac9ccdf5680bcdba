//! `holdfast`: arguments to one call, and its answer to an exit code.
//!
//! Exit codes: 0 clean, 1 findings at or above `--fail-on`, 2 usage error, 3 incomplete coverage, 4 internal error.

mod cli;
mod demo;
mod demo_files;
mod exit;
mod explain;
mod fix;
mod frameworks;
mod generate;
mod hunt;
mod input;
mod output;
mod paths;
mod pod_security;
mod progress;
mod rbac;
mod reach;
mod scan;
mod select;
mod settings;
mod snapshot;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use crate::cli::{Cli, Verb};
use crate::exit::Exit;

fn main() -> ExitCode {
    let matches = Cli::command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(&cli, &matches)));
    let exit = match outcome {
        Ok(Ok(exit)) => exit,
        Ok(Err(error)) => {
            let exit = Exit::of(&error);
            eprintln!("holdfast: {}", told(&error));
            exit
        }
        // The panic hook has printed where; nothing was judged to the end.
        Err(_) => Exit::Internal,
    };
    exit.into()
}

/// The error and its causes, without saying anything twice.
fn told(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

fn run(cli: &Cli, matches: &clap::ArgMatches) -> anyhow::Result<Exit> {
    let matches = matches.subcommand().map_or(matches, |(_, verb)| verb);
    match &cli.verb {
        Verb::Scan(args) => scan::run(args, matches),
        Verb::PodSecurity(args) => pod_security::run(args),
        Verb::Reach(args) => reach::run(args),
        Verb::Rbac(args) => rbac::run(args, matches),
        Verb::Paths(args) => paths::run(args),
        Verb::Recon(args) => hunt::recon(args),
        Verb::Hunt(args) => hunt::run(args, matches),
        Verb::Snapshot(args) => snapshot::run(&args.action),
        Verb::Explain(args) => explain::run(args),
        Verb::Frameworks(args) => frameworks::run(args),
        Verb::Demo(args) => demo::run(args, matches),
        Verb::Completions { shell } => Ok(generate::completions(*shell)),
        Verb::Man { directory } => generate::man(directory.as_deref()),
    }
}

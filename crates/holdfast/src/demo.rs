use std::io::{self, Write};

use anyhow::{Context, Result};
use clap::ArgMatches;
use holdfast_inventory::Builder;
use holdfast_inventory::read::Limits;
use holdfast_model::{Cluster, InputKind};

use crate::cli::{DemoArgs, SelectArgs};
use crate::demo_files::FILES;
use crate::exit::Exit;
use crate::select::select;
use crate::{output, scan, settings};

const SETTINGS: &str = "examples/harbor/holdfast.yaml";

const NEXT: &str = "\
This is Harbor, a port company that exists only in examples/harbor: hardened and broken parts side by side.
Try next:
  holdfast explain runtime-socket-mount       what a finding means, and how to fix it
  holdfast scan -f examples/harbor --framework nsa
  holdfast scan -f examples/harbor --format html -o harbor.html
  holdfast scan -f examples/harbor --fix      the safe changes, as a diff
  holdfast scan                               your own cluster (read-only)
";

/// Scans the estate compiled into the binary. Always ends clean: its findings are there on purpose.
pub(crate) fn run(args: &DemoArgs, matches: &ArgMatches) -> Result<Exit> {
    let targets = output::targets(&args.output, matches)?;
    let name = "Harbor (built in)".to_owned();
    let mut builder = Builder::new(Cluster { input: InputKind::Files, name, version: None });
    for (path, text) in FILES.iter().filter(|(path, _)| *path != SETTINGS) {
        builder.read(&mut text.as_bytes(), path, &Limits::default());
    }
    let snapshot = builder.finish();
    let own = FILES.iter().find(|(path, _)| *path == SETTINGS);
    let settings = own.map(|(path, text)| settings::parse(path, &mut text.as_bytes())).transpose()?;
    let settings = settings.unwrap_or_default();
    let selection = select(&SelectArgs::default(), &settings)?;
    let assessment = scan::judge(&snapshot, &settings, &selection, &[]);
    output::write(&assessment, &args.output, &targets)?;
    io::stderr().write_all(NEXT.as_bytes()).context("cannot write to standard error")?;
    Ok(Exit::Clean)
}

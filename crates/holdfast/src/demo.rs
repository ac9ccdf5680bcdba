use anyhow::Result;
use clap::ArgMatches;

use crate::cli::DemoArgs;
use crate::exit::Exit;

pub(crate) fn run(_args: &DemoArgs, _matches: &ArgMatches) -> Result<Exit> {
    Ok(Exit::Clean)
}

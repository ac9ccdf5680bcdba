use std::io;
use std::path::Path;

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::exit::Exit;

pub(crate) fn completions(shell: Shell) -> Exit {
    clap_complete::generate(shell, &mut Cli::command(), "holdfast", &mut io::stdout());
    Exit::Clean
}

pub(crate) fn man(directory: Option<&Path>) -> Result<Exit> {
    match directory {
        Some(directory) => {
            clap_mangen::generate_to(Cli::command(), directory)
                .with_context(|| format!("cannot write man pages to {}", directory.display()))?;
        }
        None => clap_mangen::Man::new(Cli::command()).render(&mut io::stdout())?,
    }
    Ok(Exit::Clean)
}

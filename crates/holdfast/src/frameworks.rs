use std::io::{self, Write};

use anyhow::{Result, bail};
use holdfast_model::Framework;
use holdfast_posture::{framework, frameworks};

use crate::cli::{FrameworksArgs, PlainFormat};
use crate::exit::Exit;

pub(crate) fn run(args: &FrameworksArgs) -> Result<Exit> {
    let chosen = match &args.framework {
        Some(id) => match framework(id) {
            Some(framework) => vec![framework],
            None => bail!("no framework is called {id:?}: `holdfast frameworks` lists them"),
        },
        None => frameworks().iter().collect(),
    };
    let mut to = io::stdout().lock();
    let written = match (args.format, &args.framework) {
        (PlainFormat::Json, _) => serde_json::to_writer_pretty(&mut to, &chosen).map_err(io::Error::from),
        (PlainFormat::Table, None) => list(&chosen, &mut to),
        (PlainFormat::Table, Some(_)) => chosen.iter().try_for_each(|f| show(f, &mut to)),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(Exit::Clean),
    }
}

fn list(chosen: &[&Framework], to: &mut dyn Write) -> io::Result<()> {
    for f in chosen {
        let decided = f.requirements.iter().filter(|r| !r.checks.is_empty()).count();
        writeln!(
            to,
            "{:26} {:3} requirements, {:3} with checks   {} {}",
            f.id,
            f.requirements.len(),
            decided,
            f.title,
            f.version
        )?;
    }
    writeln!(to, "\n`holdfast frameworks ID` shows one; `holdfast scan --framework ID` judges by it")
}

fn show(f: &Framework, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "{} {}\n{}\nlicence: {}", f.title, f.version, f.source, f.licence)?;
    let mut section = "";
    for r in f.requirements {
        if r.section != section {
            section = r.section;
            writeln!(to, "\n{section}")?;
        }
        writeln!(to, "  {:12} {}", r.id, r.title)?;
        for (label, text) in [("asks", r.question), ("note", r.note), ("decided by", r.later)] {
            if !text.is_empty() {
                writeln!(to, "               {label}: {text}")?;
            }
        }
        if !r.checks.is_empty() {
            writeln!(to, "               checks: {}", r.checks.join(", "))?;
        }
    }
    Ok(())
}

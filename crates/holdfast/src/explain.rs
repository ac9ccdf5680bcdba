use std::io::{self, Write};

use anyhow::{Result, bail};
use holdfast_posture::{Check, all, resolve};

use crate::cli::{ExplainArgs, PlainFormat};
use crate::exit::Exit;

pub(crate) fn run(args: &ExplainArgs) -> Result<Exit> {
    let checks = match &args.check {
        Some(name) => match resolve(name) {
            Ok(checks) => checks,
            Err(_) if holdfast_hunt::resolve(name).is_ok() => return hunters(name, args.format),
            Err(error) => bail!("{error} (`holdfast explain --list` shows all)"),
        },
        None => all().to_vec(),
    };
    let mut to = io::stdout().lock();
    let written = match (args.format, &args.check, args.list) {
        (PlainFormat::Json, ..) => json(&checks, &mut to),
        (PlainFormat::Table, Some(_), false) => pages(&checks, &mut to),
        (PlainFormat::Table, ..) => list(&checks, &mut to),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(Exit::Clean),
    }
}

fn json(checks: &[&Check], to: &mut dyn Write) -> io::Result<()> {
    let infos: Vec<_> = checks.iter().map(|c| c.info()).collect();
    serde_json::to_writer_pretty(&mut *to, &infos)?;
    writeln!(to)
}

fn list(checks: &[&Check], to: &mut dyn Write) -> io::Result<()> {
    let width = checks.iter().map(|c| c.id.len()).max().unwrap_or_default();
    for check in checks {
        writeln!(to, "{:8}  {:width$}  {}", check.severity, check.id, check.title)?;
    }
    writeln!(to, "\n{} checks; `holdfast explain CHECK` tells what one is about", checks.len())
}

fn pages(checks: &[&Check], to: &mut dyn Write) -> io::Result<()> {
    for check in checks {
        writeln!(to, "{}", check.page.trim_end())?;
        writeln!(to, "\nSeverity: {}", check.severity)?;
        if !check.techniques.is_empty() {
            let named = |id: &&str| {
                holdfast_model::technique(id).map_or_else(|| (*id).to_owned(), |t| format!("{id} {}", t.name))
            };
            writeln!(to, "ATT&CK: {}", check.techniques.iter().map(named).collect::<Vec<_>>().join(", "))?;
        }
        let controls: Vec<_> = holdfast_posture::controls(check.id)
            .iter()
            .map(|c| format!("{} {}", c.framework, c.id))
            .collect();
        if !controls.is_empty() {
            writeln!(to, "Requirements: {}", controls.join(", "))?;
        }
        if !check.aliases.is_empty() {
            writeln!(to, "Other tools call it: {}", check.aliases.join(", "))?;
        }
    }
    Ok(())
}

/// The pages of hunters: what `holdfast hunt` looks for.
fn hunters(name: &str, format: PlainFormat) -> Result<Exit> {
    let hunters = holdfast_hunt::resolve(name).map_err(anyhow::Error::msg)?;
    let infos: Vec<_> = hunters.iter().map(|h| h.info()).collect();
    let mut to = io::stdout().lock();
    let written = match format {
        PlainFormat::Json => {
            serde_json::to_writer_pretty(&mut to, &infos).map_err(io::Error::from).and_then(|()| writeln!(to))
        }
        PlainFormat::Table => infos.iter().try_for_each(|info| {
            writeln!(to, "{}\n\nSeverity: {}", info.page.trim_end(), info.severity)?;
            match info.aliases {
                [] => Ok(()),
                aliases => writeln!(to, "Other tools call it: {}", aliases.join(", ")),
            }
        }),
    };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(Exit::Clean),
    }
}

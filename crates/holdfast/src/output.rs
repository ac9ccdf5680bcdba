use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ArgMatches;
use holdfast_model::Assessment;
use holdfast_report::{Format, Style};

use crate::cli::{FailOn, OutputArgs};
use crate::exit::Exit;

/// Workloads in a table on a terminal, unless `--limit` or `--verbose` says otherwise.
const SCREENFUL: usize = 25;

/// One report to write: the format, and where to; `None` is standard output.
type Target = (Format, Option<PathBuf>);

/// Every report to write.
pub(crate) type Targets = [Target];

/// Pairs each `-o` with the `--format` before it. A file without a format is known by its ending.
pub(crate) fn targets(args: &OutputArgs, matches: &ArgMatches) -> Result<Vec<Target>> {
    let places = |id: &str| matches.indices_of(id).map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    let formats = places("format").into_iter().zip(&args.format).map(|(at, format)| (at, Ok(*format)));
    let files = places("output").into_iter().zip(&args.output).map(|(at, path)| (at, Err(path)));
    let mut given: Vec<(usize, Result<Format, &PathBuf>)> = formats.chain(files).collect();
    given.sort_by_key(|(at, _)| *at);
    let mut targets: Vec<Target> = Vec::new();
    for (_, word) in given {
        match (word, targets.last_mut()) {
            (Ok(format), _) => targets.push((format, None)),
            (Err(path), Some((_, place @ None))) => *place = Some(path.clone()),
            (Err(path), _) => targets.push((by_ending(path)?, Some(path.clone()))),
        }
    }
    if targets.iter().filter(|(_, place)| place.is_none()).count() > 1 {
        bail!("only one format can go to standard output: give the others a file with -o");
    }
    if targets.is_empty() {
        targets.push((Format::Table, None));
    }
    Ok(targets)
}

fn by_ending(path: &Path) -> Result<Format> {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    let name = match ending.as_str() {
        "md" => "markdown",
        "xml" => "junit",
        "txt" => "table",
        other => other,
    };
    name.parse()
        .map_err(|_| anyhow::anyhow!("cannot tell the format of {}: put --format before -o", path.display()))
}

/// Writes every report.
pub(crate) fn write(assessment: &Assessment, args: &OutputArgs, targets: &[Target]) -> Result<()> {
    for (format, place) in targets {
        match place {
            Some(path) => {
                let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
                let mut to = BufWriter::new(file);
                holdfast_report::write(assessment, *format, &plain(args), &mut to)?;
                to.flush().with_context(|| format!("cannot write {}", path.display()))?;
                eprintln!("wrote {}", path.display());
            }
            None => to_stdout(assessment, *format, args)?,
        }
    }
    Ok(())
}

fn to_stdout(assessment: &Assessment, format: Format, args: &OutputArgs) -> Result<()> {
    let mut to = BufWriter::new(io::stdout().lock());
    let written = holdfast_report::write(assessment, format, &terminal(args), &mut to);
    let flushed = to.flush();
    match (written, flushed) {
        // The reader went away (`| head`): nobody is left to tell.
        (_, Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        (Err(error), _) if is_broken_pipe(&error) => Ok(()),
        (written, flushed) => {
            written?;
            flushed.context("cannot write to standard output")
        }
    }
}

fn is_broken_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

fn plain(args: &OutputArgs) -> Style {
    Style { colour: false, width: 0, verbose: args.verbose, limit: args.limit }
}

/// Colours and wrapping only for a person at a terminal; <https://no-color.org> is honoured.
fn terminal(args: &OutputArgs) -> Style {
    if !io::stdout().is_terminal() {
        return plain(args);
    }
    let limit = args.limit.or(if args.verbose { None } else { Some(SCREENFUL) });
    let colour = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    Style { colour, width: terminal_width(), limit, ..plain(args) }
}

fn terminal_width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
    columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))).unwrap_or(100)
}

/// The exit code the assessment deserves.
pub(crate) fn exit(assessment: &Assessment, fail_on: FailOn) -> Exit {
    let failed = match fail_on {
        FailOn::Never => false,
        FailOn::At(level) => assessment.findings.iter().any(|f| f.is_open() && f.severity >= level),
    };
    match (failed, assessment.gaps.is_empty()) {
        (true, _) => Exit::Findings,
        (false, false) => Exit::Incomplete,
        (false, true) => Exit::Clean,
    }
}

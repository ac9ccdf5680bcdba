use std::io;

use holdfast_model::{Assessment, RequirementOutcome, RequirementResult, Severity};

use super::page::{Ink, Page};
use crate::text::{columns, plain};

/// The framework view: every requirement, how it went, over how many subjects.
pub(super) fn write(page: &mut Page<'_>, a: &Assessment) -> io::Result<()> {
    let mut rest = a.requirements.as_slice();
    while let Some(first) = rest.first() {
        let here = rest.iter().take_while(|r| r.framework == first.framework).count();
        let (rows, later) = rest.split_at(here);
        framework(page, a, rows, first.framework)?;
        rest = later;
    }
    Ok(())
}

fn framework(page: &mut Page<'_>, a: &Assessment, rows: &[RequirementResult], id: &str) -> io::Result<()> {
    let title = a.frameworks.iter().find(|f| f.id == id).map_or_else(
        || plain(id).into_owned(),
        |f| format!("{} {}", plain(f.title), plain(f.version)).trim_end().to_owned(),
    );
    let tally = |wanted| rows.iter().filter(|r| r.outcome == wanted).count();
    page.heading(&format!(
        "{title}: {} pass, {} fail, {} manual, {} not assessed",
        tally(RequirementOutcome::Pass),
        tally(RequirementOutcome::Fail),
        tally(RequirementOutcome::Manual),
        tally(RequirementOutcome::NotAssessed),
    ))?;
    let id_width = rows.iter().map(|r| columns(&plain(r.requirement.id))).max().unwrap_or(0);
    rows.iter().try_for_each(|row| requirement(page, row, id_width))
}

fn requirement(page: &mut Page<'_>, row: &RequirementResult, id_width: usize) -> io::Result<()> {
    let ink = match row.outcome {
        RequirementOutcome::Pass => Ink::Good,
        RequirementOutcome::Fail => Ink::Level(Severity::High),
        RequirementOutcome::Manual => Ink::Level(Severity::Low),
        RequirementOutcome::NotAssessed => Ink::Faint,
    };
    let under = 18 + id_width;
    let label = format!("  {:<14}{}", row.outcome.as_str(), plain(row.requirement.id));
    page.hanging(&label, ink, under, &format!("{}{}", plain(row.requirement.title), population(row)))?;
    if row.outcome == RequirementOutcome::Manual && !row.requirement.question.is_empty() {
        page.hanging(
            &" ".repeat(under),
            Ink::Plain,
            under,
            &format!("ask: {}", plain(row.requirement.question)),
        )?;
    }
    if row.outcome == RequirementOutcome::NotAssessed && !row.requirement.later.is_empty() {
        page.hanging(
            &" ".repeat(under),
            Ink::Plain,
            under,
            &format!("see: {}", plain(row.requirement.later)),
        )?;
    }
    Ok(())
}

/// How many subjects were tested; nothing where none could be.
fn population(row: &RequirementResult) -> String {
    let tested = row.passed + row.failed;
    if tested == 0 {
        return String::new();
    }
    let accepted = if row.excepted > 0 { format!(", {} accepted", row.excepted) } else { String::new() };
    match row.failed {
        0 => format!(" ({} of {tested} passed{accepted})", row.passed),
        failed => format!(" ({failed} of {tested} failed{accepted})"),
    }
}

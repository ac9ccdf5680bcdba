use std::io::{self, Write};

use holdfast_graph::tell::{FixRow, NEXT_ROUND, PathRow, Report, evidence_line};

/// Things of a blast radius that are named.
const MOST_HELD: usize = 40;

/// The answers as a story.
pub(super) fn write(
    report: &Report<'_>,
    radius: &[(String, Vec<String>)],
    before: Option<usize>,
    to: &mut dyn Write,
) -> io::Result<()> {
    if let Some(before) = before {
        writeln!(to, "What if: {before} paths today, {} with the change\n", report.paths_total)?;
    }
    jewels(report, to)?;
    for path in &report.paths {
        story(path, to)?;
    }
    let hidden = report.paths_total - report.paths.len();
    if hidden > 0 {
        writeln!(to, "... and {hidden} more paths: --limit {} shows them\n", report.paths_total)?;
    }
    for (entry, held) in radius {
        writeln!(to, "If {entry} falls, {} things fall with it:", held.len())?;
        for name in held.iter().take(MOST_HELD) {
            writeln!(to, "  {name}")?;
        }
        if held.len() > MOST_HELD {
            writeln!(to, "  ... and {} more", held.len() - MOST_HELD)?;
        }
        writeln!(to)?;
    }
    chokes(report, to)?;
    fixes(report, to)?;
    writeln!(to, "Network policies: {}", report.network)?;
    report.notes.iter().try_for_each(|note| writeln!(to, "note: {note}"))?;
    report.gaps.iter().try_for_each(|gap| writeln!(to, "gap: {}: {} ({})", gap.what, gap.why, gap.effect))
}

fn jewels(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    let (entries, reaching) = (report.entries, report.entries_reaching);
    if report.paths_total == 0 {
        return writeln!(to, "No path: none of {entries} entry points reaches what was asked about.\n");
    }
    writeln!(to, "{reaching} of {entries} entry points reach a crown jewel, each by itself:")?;
    for jewel in report.jewels.iter().filter(|jewel| jewel.entries > 0) {
        let name = jewel.vertex.to_string();
        writeln!(to, "  {name:32}  reached by {:4}  ({} %)", jewel.entries, jewel.share)?;
    }
    writeln!(to)
}

fn story(path: &PathRow, to: &mut dyn Write) -> io::Result<()> {
    let exposed = if path.exposed { ", which is exposed," } else { "" };
    writeln!(to, "From {}{exposed} to {}:", path.entry, path.target)?;
    for (step, number) in path.steps.iter().filter(|step| !step.structure).zip(1..) {
        writeln!(to, "  {number}. {} [{}]", step.text, step.kind)?;
        let proof = evidence_line(&step.evidence);
        if !proof.is_empty() {
            writeln!(to, "       {proof}")?;
        }
    }
    writeln!(to)
}

fn chokes(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    if report.choke_points.is_empty() {
        return Ok(());
    }
    writeln!(to, "Choke points, which every path of so many entry points passes:")?;
    for choke in &report.choke_points {
        writeln!(to, "  {:4}  {}", choke.entries, choke.vertex)?;
    }
    writeln!(to)
}

fn fixes(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    if report.fixes.is_empty() {
        return Ok(());
    }
    writeln!(to, "{}:", report.fixes_heading())?;
    let mut last: Option<&FixRow> = None;
    for (fix, number) in report.fixes.iter().zip(1..) {
        if fix.begins_round(last.replace(fix)) {
            writeln!(to, "  {NEXT_ROUND}")?;
        }
        writeln!(to, "  {number}. {} ({})", fix.text, fix.object)?;
        for op in &fix.patch {
            let text = serde_json::to_string(op).map_err(io::Error::from)?;
            writeln!(to, "       {text}")?;
        }
        writeln!(to, "       stops {}; pairs of entry and jewel left: {}", fix.stops.join(", "), fix.left)?;
    }
    if let Some(proof) = report.proof {
        writeln!(to, "{proof}")?;
    }
    writeln!(to)
}

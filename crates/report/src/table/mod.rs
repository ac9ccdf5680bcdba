//! The report for people: on a terminal, or plain when piped.

mod page;
mod requirements;

use std::io::{self, Write};

use holdfast_model::{Assessment, Finding, InputKind, Severity};

use self::page::{Ink, Page};
use crate::Style;
use crate::facts::{self, LONGEST};
use crate::groups::{Group, groups};
use crate::text::{columns, count, plain, short};

/// Findings shown per workload unless all are wanted.
const WORST: usize = 3;
/// Column where the text of a finding starts: under the object's name.
const INDENT: usize = 4;

pub(crate) fn write(assessment: &Assessment, style: &Style, to: &mut dyn Write) -> io::Result<()> {
    let mut page = Page::new(style, to);
    let groups = groups(assessment);
    header(&mut page, assessment)?;
    fix_first(&mut page, &groups)?;
    requirements::write(&mut page, assessment)?;
    excepted(&mut page, assessment)?;
    gaps(&mut page, assessment)?;
    notes(&mut page, assessment)?;
    totals(&mut page, assessment)?;
    next_step(&mut page, assessment, &groups)
}

fn header(page: &mut Page<'_>, a: &Assessment) -> io::Result<()> {
    let name = format!("{} {}  ", plain(&a.tool.name), plain(&a.tool.version));
    let input = match a.cluster.input {
        InputKind::Files => "files",
        InputKind::Cluster => "cluster",
        InputKind::Network => "network",
    };
    let version = a.cluster.version.as_deref().map(|v| format!(" ({})", short(v, 40))).unwrap_or_default();
    let target = format!("{input} {}{version}", short(&a.cluster.name, LONGEST));
    page.hanging(&name, Ink::Bold, columns(&name), target.trim_end())?;
    let objects: usize = a.coverage.resources.values().sum();
    let missing = match a.gaps.len() {
        0 => String::new(),
        n => format!(": {} below", count(n, "gap")),
    };
    let read = format!(
        "{} read, {} given, coverage {} %{missing}",
        count(objects, "object"),
        count(a.coverage.judged, "answer"),
        a.coverage.percent
    );
    page.hanging("", Ink::Plain, 0, &read)
}

fn fix_first(page: &mut Page<'_>, groups: &[Group<'_>]) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    page.heading("Fix first")?;
    let shown = page.style().limit.unwrap_or(usize::MAX);
    let digits = columns(&groups.len().min(shown).to_string());
    for (at, group) in groups.iter().take(shown).enumerate() {
        workload(page, group, at + 1, digits)?;
    }
    match groups.len().saturating_sub(shown) {
        0 => Ok(()),
        more => page.line(&format!("... and {more} more with findings; the other formats list them all")),
    }
}

fn workload(page: &mut Page<'_>, group: &Group<'_>, number: usize, digits: usize) -> io::Result<()> {
    let title = format!("{number:>digits$}. {}", short(&group.resource.to_string(), LONGEST));
    let counts = group.counts();
    page.line("")?;
    page.title(&title, &counts, INDENT)?;
    if let Some(rank) = group.rank() {
        let why = format!("rank {}: {}", rank.score, short(&rank.why, LONGEST));
        page.hanging(&" ".repeat(INDENT), Ink::Plain, INDENT, &why)?;
    }
    let shown = if page.style().verbose { usize::MAX } else { WORST };
    for f in by_severity(group).into_iter().take(shown) {
        finding(page, f)?;
    }
    match group.findings.len().saturating_sub(shown) {
        0 => Ok(()),
        more => {
            let more = page.ink(&format!("{:INDENT$}+ {more} more", ""), Ink::Faint);
            page.line(&more)
        }
    }
}

/// Worst first; the assessment's order among equals.
fn by_severity<'a>(group: &Group<'a>) -> Vec<&'a Finding> {
    let mut list = group.findings.clone();
    list.sort_by_key(|f| std::cmp::Reverse(f.severity));
    list
}

fn finding(page: &mut Page<'_>, f: &Finding) -> io::Result<()> {
    let label = format!("{:INDENT$}{:<10}", "", f.severity.as_str());
    let place = facts::place(f);
    let place = place.map(|p| format!(" ({}:{})", short(&p.file, LONGEST), p.line)).unwrap_or_default();
    let text = format!("{}: {}{place}", plain(&f.check), short(&facts::message(f), LONGEST));
    page.hanging(&label, Ink::Level(f.severity), INDENT + 10, &text)?;
    if !page.style().verbose {
        return Ok(());
    }
    for evidence in &f.evidence {
        page.hanging(&format!("{:14}saw  ", ""), Ink::Faint, 19, &facts::proof(evidence))?;
    }
    if f.remediation.text.is_empty() {
        return Ok(());
    }
    page.hanging(&format!("{:14}fix  ", ""), Ink::Faint, 19, &short(&f.remediation.text, LONGEST))
}

fn excepted(page: &mut Page<'_>, a: &Assessment) -> io::Result<()> {
    let list: Vec<_> =
        a.findings.iter().filter_map(|f| f.exception.as_ref().map(|exception| (f, exception))).collect();
    if list.is_empty() {
        return Ok(());
    }
    page.heading(&format!("Accepted risks ({})", list.len()))?;
    let shown = if page.style().verbose { usize::MAX } else { 10 };
    for (f, exception) in list.iter().take(shown) {
        let owner = if exception.owner.is_empty() { "" } else { ", owner " };
        let until = if exception.expires.is_empty() { "" } else { ", until " };
        let text = format!(
            "{} on {}: {}{owner}{}{until}{} ({})",
            plain(&f.check),
            short(&f.subject.resource.to_string(), LONGEST),
            short(&exception.reason, LONGEST),
            short(&exception.owner, 100),
            short(&exception.expires, 40),
            short(&exception.source, 200),
        );
        page.hanging("  ", Ink::Plain, 4, &text)?;
    }
    match list.len().saturating_sub(shown) {
        0 => Ok(()),
        more => page.line(&format!("    + {more} more")),
    }
}

fn gaps(page: &mut Page<'_>, a: &Assessment) -> io::Result<()> {
    if !a.gaps.is_empty() {
        page.heading(&format!("Gaps ({}): not read, so not judged", a.gaps.len()))?;
    }
    for gap in &a.gaps {
        page.hanging("  ! ", Ink::Level(Severity::Medium), 4, &short(&gap.what, LONGEST))?;
        page.hanging("    why     ", Ink::Faint, 12, &short(&gap.why, LONGEST))?;
        page.hanging("    effect  ", Ink::Faint, 12, &short(&gap.effect, LONGEST))?;
    }
    let unasked = &a.coverage.not_assessed_checks;
    if a.coverage.not_assessed == 0 && unasked.is_empty() {
        return Ok(());
    }
    page.line("")?;
    page.hanging("", Ink::Faint, 0, &not_assessed(a))
}

/// What this input cannot tell, in one line.
fn not_assessed(a: &Assessment) -> String {
    let list = &a.coverage.not_assessed_checks;
    let first: Vec<_> = list.iter().take(3).map(|n| plain(&n.check)).collect();
    let names = match list.len() {
        0 => String::new(),
        n if n > first.len() => format!(" ({}, ...)", first.join(", ")),
        _ => format!(" ({})", first.join(", ")),
    };
    format!(
        "Not assessed, because this input does not hold it: {}; {} in full{names}",
        count(a.coverage.not_assessed, "answer"),
        count(list.len(), "check"),
    )
}

fn notes(page: &mut Page<'_>, a: &Assessment) -> io::Result<()> {
    if !a.notes.is_empty() {
        page.heading("Notes")?;
    }
    for note in &a.notes {
        page.hanging("  - ", Ink::Plain, 4, &short(note, LONGEST))?;
    }
    Ok(())
}

fn totals(page: &mut Page<'_>, a: &Assessment) -> io::Result<()> {
    let sum = a.summary();
    let levels = [
        (Severity::Critical, sum.critical),
        (Severity::High, sum.high),
        (Severity::Medium, sum.medium),
        (Severity::Low, sum.low),
        (Severity::Info, sum.info),
    ];
    let mut parts: Vec<String> = levels
        .into_iter()
        .map(|(level, n)| {
            let ink = if n == 0 { Ink::Faint } else { Ink::Level(level) };
            page.ink(&format!("{n} {level}"), ink)
        })
        .collect();
    if sum.excepted > 0 {
        parts.push(format!("{} accepted", sum.excepted));
    }
    page.heading("Total")?;
    page.line(&format!("  findings  {}", parts.join(", ")))?;
    page.line(&format!("  answers   {} passed, {} failed", sum.passed, sum.failed))
}

fn next_step(page: &mut Page<'_>, a: &Assessment, groups: &[Group<'_>]) -> io::Result<()> {
    page.line("")?;
    let first = groups.first().and_then(|group| by_severity(group).into_iter().next());
    let text = match first {
        Some(f) => format!("Next: holdfast explain {}", plain(&f.check)),
        None if a.gaps.is_empty() => {
            let text = "Nothing to fix in what was judged.";
            page.ink(text, Ink::Good)
        }
        None => {
            "No findings, but not everything was read. Next: close the gaps above and scan again".to_owned()
        }
    };
    page.line(&text)
}

//! Markdown (GitHub's flavour), for pull requests, tickets and wikis.

use std::io::{self, Write};

use holdfast_model::{Assessment, Finding, RequirementOutcome, RequirementResult, Severity};

use crate::facts::{self, LONGEST};
use crate::groups::{Group, groups};
use crate::text::{count, short};

pub(crate) fn write(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "# Holdfast report: {}\n", prose(&a.cluster.name))?;
    summary(a, to)?;
    let groups = groups(a);
    if !groups.is_empty() {
        writeln!(to, "\n## Fix first")?;
    }
    for (at, group) in groups.iter().enumerate() {
        workload(at + 1, group, to)?;
    }
    requirements(a, to)?;
    accepted(a, to)?;
    gaps(a, to)?;
    if !a.notes.is_empty() {
        writeln!(to, "\n## Notes\n")?;
    }
    a.notes.iter().try_for_each(|note| writeln!(to, "- {}", prose(note)))
}

fn summary(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let sum = a.summary();
    writeln!(to, "| critical | high | medium | low | info | accepted | coverage | gaps |")?;
    writeln!(to, "|---:|---:|---:|---:|---:|---:|---:|---:|")?;
    writeln!(
        to,
        "| {} | {} | {} | {} | {} | {} | {} % | {} |",
        sum.critical, sum.high, sum.medium, sum.low, sum.info, sum.excepted, a.coverage.percent, sum.gaps
    )?;
    if !a.gaps.is_empty() {
        writeln!(to, "\n**This report is incomplete: {} below.**", count(a.gaps.len(), "gap"))?;
    }
    Ok(())
}

fn workload(number: usize, group: &Group<'_>, to: &mut dyn Write) -> io::Result<()> {
    let counts: Vec<_> = group.counts().into_iter().map(|(level, n)| format!("{n} {level}")).collect();
    writeln!(to, "\n### {number}. {} ({})\n", code(&group.resource.to_string()), counts.join(", "))?;
    if let Some(rank) = group.rank() {
        writeln!(to, "Rank {}: {}\n", rank.score, prose(&rank.why))?;
    }
    writeln!(to, "| severity | check | what | where | fix |")?;
    writeln!(to, "|---|---|---|---|---|")?;
    group.findings.iter().try_for_each(|f| finding(f, to))
}

fn finding(f: &Finding, to: &mut dyn Write) -> io::Result<()> {
    let place = facts::place(f).map(|p| code(&format!("{}:{}", p.file, p.line))).unwrap_or_default();
    writeln!(
        to,
        "| {} | {} | {} | {place} | {} |",
        mark(f.severity),
        code(&f.check),
        prose(&facts::message(f)),
        prose(&f.remediation.text)
    )
}

/// The worst stand out in a long table.
fn mark(severity: Severity) -> String {
    match severity {
        Severity::Critical | Severity::High => format!("**{severity}**"),
        Severity::Medium | Severity::Low | Severity::Info => severity.to_string(),
    }
}

fn requirements(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    for rows in a.requirements.chunk_by(|left, right| left.framework == right.framework) {
        let id = rows.first().map_or("", |row| row.framework);
        let title = a.frameworks.iter().find(|f| f.id == id);
        let title = title.map_or_else(|| id.to_owned(), |f| format!("{} {}", f.title, f.version));
        writeln!(to, "\n## {}\n", prose(title.trim_end()))?;
        writeln!(to, "| outcome | id | requirement | passed | failed | to ask |")?;
        writeln!(to, "|---|---|---|---:|---:|---|")?;
        rows.iter().try_for_each(|row| requirement(row, to))?;
    }
    Ok(())
}

fn requirement(row: &RequirementResult, to: &mut dyn Write) -> io::Result<()> {
    let outcome = match row.outcome {
        RequirementOutcome::Fail => "**fail**",
        other => other.as_str(),
    };
    writeln!(
        to,
        "| {outcome} | {} | {} | {} | {} | {} |",
        code(row.requirement.id),
        prose(row.requirement.title),
        row.passed,
        row.failed,
        prose(row.requirement.question)
    )
}

fn accepted(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let list = a.findings.iter().filter_map(|f| f.exception.as_ref().map(|exception| (f, exception)));
    let mut list = list.peekable();
    if list.peek().is_some() {
        writeln!(to, "\n## Accepted risks\n")?;
        writeln!(to, "| severity | check | object | reason | owner | until |")?;
        writeln!(to, "|---|---|---|---|---|---|")?;
    }
    for (f, exception) in list {
        writeln!(
            to,
            "| {} | {} | {} | {} | {} | {} |",
            f.severity,
            code(&f.check),
            code(&f.subject.resource.to_string()),
            prose(&exception.reason),
            prose(&exception.owner),
            prose(&exception.expires)
        )?;
    }
    Ok(())
}

fn gaps(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    if !a.gaps.is_empty() {
        writeln!(to, "\n## Gaps: not read, so not judged\n")?;
        writeln!(to, "| what | why | effect |\n|---|---|---|")?;
    }
    for gap in &a.gaps {
        writeln!(to, "| {} | {} | {} |", code(&gap.what), prose(&gap.why), prose(&gap.effect))?;
    }
    match facts::not_assessed(a) {
        Some(text) => writeln!(to, "\n{}.", prose(&text)),
        None => Ok(()),
    }
}

/// Text that stays text: no markup, no HTML, no link, no mention, no table cell of its own.
fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in short(text, LONGEST).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    // GitHub makes links of bare addresses.
    out.replace("://", ":&#47;/").replace("www.", "www&#46;")
}

/// A name as inline code: a fence longer than any run of backticks in it (CommonMark 6.1).
fn code(text: &str) -> String {
    let text = short(text, LONGEST);
    if text.is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    // In a table even code must not hold a bare bar (GFM 4.10).
    format!("{fence}{pad}{}{pad}{fence}", text.replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn names_stay_names() {
        for (text, expected) in [
            ("a|b", "a\\|b"),
            ("<img src=x>", "&lt;img src=x&gt;"),
            ("[x](http://e.example)", "\\[x\\](http:&#47;/e.example)"),
            ("@team #1", "&#64;team &#35;1"),
        ] {
            assert_eq!(prose(text), expected);
        }
        assert_eq!(code("a`b``c|d"), "``` a`b``c\\|d ```");
    }
}

use std::fmt;
use std::io::{self, Write};

use super::report::{FixRow, NEXT_ROUND, PathRow, ProofRow, Report, StepRow};
use super::story::evidence_line;

const CSS: &str = include_str!("page.css");

/// One page that is complete in itself: paths from left to right, each step opens to its evidence, and everything once
/// more as a table. It runs no script and loads nothing; choosing what to see is done by its style sheet.
pub fn html(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    writeln!(
        to,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <title>Attack paths: {name}</title>\n<style>\n{CSS}",
        name = Text(&report.cluster.name)
    )?;
    for at in 0..report.jewels.len() {
        writeln!(
            to,
            "body:has(#j{at}:checked) .path:not(.j{at}), body:has(#j{at}:checked) tr.row:not(.j{at}) {{ display: none; }}"
        )?;
    }
    writeln!(to, "</style>\n</head>\n<body>\n<h1>Attack paths: {}</h1>", Text(&report.cluster.name))?;
    summary(report, to)?;
    fixes(report, to)?;
    choice(report, to)?;
    for path in &report.paths {
        card(report, path, to)?;
    }
    chokes(report, to)?;
    table(report, to)?;
    notes(report, to)?;
    writeln!(to, "</body>\n</html>")
}

fn summary(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    if report.paths_total == 0 {
        return writeln!(to, "<p>None of {} entry points reaches what was asked about.</p>", report.entries);
    }
    writeln!(
        to,
        "<p>{} of {} entry points reach a crown jewel, each by itself.</p>\n<table><thead><tr><th>jewel</th><th>reached by</th><th>share</th></tr></thead><tbody>",
        report.entries_reaching, report.entries
    )?;
    for jewel in report.jewels.iter().filter(|jewel| jewel.entries > 0) {
        let name = jewel.vertex.to_string();
        writeln!(
            to,
            "<tr><td>{}</td><td>{}</td><td>{} %</td></tr>",
            Text(&name),
            jewel.entries,
            jewel.share
        )?;
    }
    writeln!(to, "</tbody></table>")
}

fn fixes(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    if report.fixes.is_empty() {
        return Ok(());
    }
    writeln!(to, "<h2>{}</h2>\n<ol>", report.fixes_heading())?;
    let mut last: Option<&FixRow> = None;
    for (row, number) in report.fixes.iter().zip(1..) {
        let FixRow { text, object, patch, left, .. } = row;
        if row.begins_round(last.replace(row)) {
            writeln!(to, "</ol>\n<p>{NEXT_ROUND}</p>\n<ol start=\"{number}\">")?;
        }
        writeln!(to, "<li><details><summary>{} ({})</summary>", Text(text), Text(object))?;
        for op in patch {
            let op = serde_json::to_string(op)?;
            writeln!(to, "<pre>{}</pre>", Text(&op))?;
        }
        writeln!(
            to,
            "<p>Pairs of entry and jewel left once this and the changes before it are made: {left}</p></details></li>"
        )?;
    }
    writeln!(to, "</ol>")?;
    match report.proof {
        Some(row) => proof(row, to),
        None => Ok(()),
    }
}

/// Green only when nothing is left.
fn proof(row: ProofRow, to: &mut dyn Write) -> io::Result<()> {
    let class = if row.after == 0 { "proof" } else { "proof open" };
    writeln!(to, "<p class=\"{class}\">{row}</p>")
}

/// Which paths to show, without a script.
fn choice(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "<h2>Paths</h2>")?;
    if report.paths.len() < report.paths_total {
        writeln!(to, "<p>{} of {} are shown.</p>", report.paths.len(), report.paths_total)?;
    }
    writeln!(
        to,
        "<fieldset><legend>Show</legend>\n<label><input type=\"radio\" name=\"jewel\" checked> all jewels</label>"
    )?;
    for (at, jewel) in report.jewels.iter().enumerate().filter(|(_, jewel)| jewel.entries > 0) {
        let name = jewel.vertex.to_string();
        writeln!(to, "<label><input type=\"radio\" name=\"jewel\" id=\"j{at}\"> {}</label>", Text(&name))?;
    }
    writeln!(
        to,
        "<label><input type=\"checkbox\" id=\"only\"> exposed entry points only</label>\n</fieldset>"
    )
}

fn classes(report: &Report<'_>, path: &PathRow) -> String {
    let jewel = report.jewels.iter().position(|jewel| jewel.vertex == path.target);
    let jewel = jewel.map(|at| format!(" j{at}")).unwrap_or_default();
    format!("{jewel}{}", if path.exposed { " exposed" } else { "" })
}

fn card(report: &Report<'_>, path: &PathRow, to: &mut dyn Write) -> io::Result<()> {
    let (entry, target) = (path.entry.to_string(), path.target.to_string());
    writeln!(
        to,
        "<section class=\"path{}\"><h3>From {} to {}</h3>\n<ol class=\"way\">",
        classes(report, path),
        Text(&entry),
        Text(&target)
    )?;
    writeln!(to, "<li><div class=\"thing\">{}</div></li>", Text(&entry))?;
    let last = path.steps.len().saturating_sub(1);
    for (at, step) in path.steps.iter().enumerate().filter(|(at, step)| !step.structure || *at == last) {
        let (thing, name) = (if at == last { "thing jewel" } else { "thing" }, step.to.to_string());
        writeln!(to, "<li>")?;
        opened(step, to)?;
        writeln!(to, "<div class=\"{thing}\">{}</div></li>", Text(&name))?;
    }
    writeln!(to, "</ol></section>")
}

fn opened(step: &StepRow, to: &mut dyn Write) -> io::Result<()> {
    writeln!(
        to,
        "<details class=\"step\"><summary>{}</summary><p>{}</p><p><code>{}</code></p><p>{}</p></details>",
        Text(step.kind),
        Text(&step.text),
        Text(&evidence_line(&step.evidence)),
        Text(step.technique)
    )
}

fn chokes(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    if report.choke_points.is_empty() {
        return Ok(());
    }
    writeln!(
        to,
        "<h2>Choke points</h2>\n<p>Every path of so many entry points passes here.</p>\n<table><tbody>"
    )?;
    for choke in &report.choke_points {
        let name = choke.vertex.to_string();
        writeln!(to, "<tr><td>{}</td><td>{}</td></tr>", choke.entries, Text(&name))?;
    }
    writeln!(to, "</tbody></table>")
}

/// The same content once more, for those who read tables.
fn table(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    writeln!(
        to,
        "<h2>The same as a table</h2>\n<table><thead><tr><th>from</th><th>to</th><th>step</th><th>in words</th><th>evidence</th></tr></thead><tbody>"
    )?;
    for path in &report.paths {
        let (entry, target) = (path.entry.to_string(), path.target.to_string());
        for step in path.steps.iter().filter(|step| !step.structure) {
            writeln!(
                to,
                "<tr class=\"row{}\"><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>",
                classes(report, path),
                Text(&entry),
                Text(&target),
                Text(step.kind),
                Text(&step.text),
                Text(&evidence_line(&step.evidence))
            )?;
        }
    }
    writeln!(to, "</tbody></table>")
}

fn notes(report: &Report<'_>, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "<h2>How far this goes</h2>\n<ul><li>Network policies: {}</li>", Text(report.network))?;
    for note in &report.notes {
        writeln!(to, "<li>{}</li>", Text(note))?;
    }
    for gap in report.gaps {
        writeln!(to, "<li>Gap: {}: {} ({})</li>", Text(&gap.what), Text(&gap.why), Text(&gap.effect))?;
    }
    writeln!(to, "</ul>")
}

/// Text from outside, safe in an element and in a quoted attribute.
struct Text<'t>(&'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c if c.is_control() => f.write_str(" ")?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(after: usize, expected: &str) {
        let mut page = Vec::new();
        proof(ProofRow { before: 17, after }, &mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(page.starts_with(expected), "{page}");
    }

    #[test]
    fn is_green_only_when_nothing_is_left() {
        check(0, "<p class=\"proof\">");
        check(5, "<p class=\"proof open\">");
    }
}

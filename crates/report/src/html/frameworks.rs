use std::io::{self, Write};

use holdfast_model::{Assessment, RequirementOutcome, RequirementResult};

use super::escape::{Anchor, Text};

pub(super) fn write(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    if a.requirements.is_empty() {
        return Ok(());
    }
    writeln!(to, r#"<section id="frameworks"><h2>Frameworks</h2>"#)?;
    for rows in a.requirements.chunk_by(|left, right| left.framework == right.framework) {
        framework(a, rows, to)?;
    }
    writeln!(to, "</section>")
}

fn framework(a: &Assessment, rows: &[RequirementResult], to: &mut dyn Write) -> io::Result<()> {
    let id = rows.first().map_or("", |row| row.framework);
    let title = a.frameworks.iter().find(|f| f.id == id);
    let title = title.map_or_else(|| id.to_owned(), |f| format!("{} {}", f.title, f.version));
    writeln!(to, r#"<details class="framework" open><summary><b>{}</b>"#, Text(title.trim_end()))?;
    bar(rows, to)?;
    writeln!(
        to,
        r#"</summary><div class="scroll"><table><thead><tr><th>Outcome</th><th>Requirement</th><th>Population</th><th>Checks</th></tr></thead><tbody>"#
    )?;
    let mut section = "";
    for row in rows {
        if row.requirement.section != section {
            section = row.requirement.section;
            writeln!(to, r#"<tr class="part"><th colspan="4" scope="colgroup">{}</th></tr>"#, Text(section))?;
        }
        requirement(a, row, to)?;
    }
    writeln!(to, "</tbody></table></div></details>")
}

/// Shares of the outcomes as a bar, and in words for whoever does not see it.
fn bar(rows: &[RequirementResult], to: &mut dyn Write) -> io::Result<()> {
    let outcomes = [
        RequirementOutcome::Pass,
        RequirementOutcome::Fail,
        RequirementOutcome::Manual,
        RequirementOutcome::NotAssessed,
    ];
    let counts = outcomes.map(|outcome| (outcome, rows.iter().filter(|row| row.outcome == outcome).count()));
    let words: Vec<_> = counts.iter().map(|(outcome, n)| format!("{n} {}", outcome.as_str())).collect();
    write!(
        to,
        r#"<span class="words">{}</span><svg class="bar" viewBox="0 0 {} 1" preserveAspectRatio="none" aria-hidden="true">"#,
        words.join(", "),
        rows.len()
    )?;
    let mut x = 0;
    for (outcome, n) in counts {
        write!(to, r#"<rect class="{}" x="{x}" width="{n}" height="1"/>"#, class(outcome))?;
        x += n;
    }
    write!(to, "</svg>")
}

fn class(outcome: RequirementOutcome) -> &'static str {
    match outcome {
        RequirementOutcome::Pass => "pass",
        RequirementOutcome::Fail => "fail",
        RequirementOutcome::Manual => "manual",
        RequirementOutcome::NotAssessed => "unasked",
    }
}

fn requirement(a: &Assessment, row: &RequirementResult, to: &mut dyn Write) -> io::Result<()> {
    let requirement = &row.requirement;
    write!(
        to,
        r#"<tr><td><span class="pill {}">{}</span></td><td><b>{}</b> {}"#,
        class(row.outcome),
        row.outcome.as_str(),
        Text(requirement.id),
        Text(requirement.title)
    )?;
    for (label, text) in
        [("Ask", requirement.question), ("Decided by", requirement.later), ("Note", requirement.note)]
    {
        if !text.is_empty() {
            write!(to, "<br><small>{label}: {}</small>", Text(text))?;
        }
    }
    write!(to, "</td><td>{}</td><td>", population(row))?;
    for check in requirement.checks {
        match a.check(check) {
            Some(_) => write!(to, r##"<a href="#check-{}">{}</a> "##, Anchor(check), Text(check))?,
            None => write!(to, "{} ", Text(check))?,
        }
    }
    writeln!(to, "</td></tr>")
}

fn population(row: &RequirementResult) -> String {
    if row.passed + row.failed == 0 {
        return "none".to_owned();
    }
    let accepted = if row.excepted > 0 { format!(", {} accepted", row.excepted) } else { String::new() };
    format!("{} passed, {} failed{accepted}", row.passed, row.failed)
}

use std::io::{self, Write};

use holdfast_model::Assessment;

use super::escape::Text;
use crate::text::count;

/// What was read, what should have been, and what this input cannot tell.
pub(super) fn write(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let coverage = &a.coverage;
    writeln!(
        to,
        r#"<section id="coverage"><h2>Gaps and coverage</h2>
<p class="lead">{} given, {} not assessed, {} seen but unreadable: coverage {} %.</p>"#,
        count(coverage.judged, "answer"),
        coverage.not_assessed,
        count(coverage.unreadable, "object"),
        coverage.percent
    )?;
    gaps(a, to)?;
    if !a.notes.is_empty() {
        writeln!(to, "<h3>Notes</h3><ul>")?;
        a.notes.iter().try_for_each(|note| writeln!(to, "<li>{}</li>", Text(note)))?;
        writeln!(to, "</ul>")?;
    }
    if !coverage.not_assessed_checks.is_empty() {
        writeln!(
            to,
            "<details><summary>{} not assessed: this input does not hold the facts</summary><ul>",
            count(coverage.not_assessed_checks.len(), "check")
        )?;
        for unasked in &coverage.not_assessed_checks {
            writeln!(to, "<li><code>{}</code> {}</li>", Text(&unasked.check), Text(&unasked.why))?;
        }
        writeln!(to, "</ul></details>")?;
    }
    if !coverage.resources.is_empty() {
        writeln!(to, "<details><summary>Objects read, by kind</summary><ul class=\"kinds\">")?;
        for (kind, n) in &coverage.resources {
            writeln!(to, "<li>{} <b>{n}</b></li>", Text(kind))?;
        }
        writeln!(to, "</ul></details>")?;
    }
    writeln!(to, "</section>")
}

fn gaps(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    if a.gaps.is_empty() {
        return writeln!(to, r#"<p class="calm">No gaps: everything that should be read was read.</p>"#);
    }
    writeln!(
        to,
        r#"<div class="scroll"><table class="gaps"><thead><tr><th>Not read</th><th>Why</th><th>What it hides</th></tr></thead><tbody>"#
    )?;
    for gap in &a.gaps {
        writeln!(
            to,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            Text(&gap.what),
            Text(&gap.why),
            Text(&gap.effect)
        )?;
    }
    writeln!(to, "</tbody></table></div>")
}

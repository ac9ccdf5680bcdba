use std::collections::BTreeSet;
use std::io::{self, Write};

use holdfast_model::{Assessment, Finding, Severity, technique};

use super::escape::{Anchor, Text};
use crate::facts;
use crate::groups::Group;
use crate::text::count;

/// How many workloads stand open when the page is.
const OPEN: usize = 3;

pub(super) fn write(a: &Assessment, groups: &[Group<'_>], to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, r#"<section id="fix-first"><h2>Fix first</h2>"#)?;
    if groups.is_empty() {
        let rest = if a.gaps.is_empty() { "" } else { " But not everything could be read." };
        return writeln!(to, r#"<p class="calm">Nothing to fix in what was judged.{rest}</p></section>"#);
    }
    let findings: usize = groups.iter().map(|g| g.findings.len()).sum();
    writeln!(
        to,
        r#"<p class="lead">{} in {}. The first in the list is where an attacker gains most, or you lose most.</p>"#,
        count(findings, "finding"),
        count(groups.len(), "workload")
    )?;
    filters(groups, to)?;
    writeln!(to, r#"<ol class="groups">"#)?;
    for (at, one) in groups.iter().enumerate() {
        group(a, one, at < OPEN, to)?;
    }
    writeln!(to, "</ol></section>")
}

/// Hidden until the script shows it: without the script it could do nothing.
fn filters(groups: &[Group<'_>], to: &mut dyn Write) -> io::Result<()> {
    let namespaces: BTreeSet<&str> = groups.iter().map(|g| g.resource.namespace.as_str()).collect();
    let checks: BTreeSet<&str> = groups.iter().flat_map(|g| &g.findings).map(|f| f.check.as_ref()).collect();
    writeln!(
        to,
        r#"<form id="filters" class="js filters" role="search" aria-label="Filter the findings" hidden>
<input type="search" id="text" placeholder="Find text ( / )" aria-label="Find text" autocomplete="off">
<fieldset><legend>Severity</legend>"#
    )?;
    for level in Severity::ALL.iter().rev() {
        writeln!(
            to,
            r#"<label class="{level}"><input type="checkbox" name="s" value="{level}" checked> {level}</label>"#
        )?;
    }
    writeln!(
        to,
        r#"</fieldset><select id="namespace" aria-label="Namespace"><option value="*">Every namespace</option>"#
    )?;
    for namespace in namespaces {
        let shown = if namespace.is_empty() { "(cluster-wide)" } else { namespace };
        writeln!(to, r#"<option value="{}">{}</option>"#, Text(namespace), Text(shown))?;
    }
    writeln!(to, r#"</select><select id="check" aria-label="Check"><option value="*">Every check</option>"#)?;
    for check in checks {
        writeln!(to, "<option>{}</option>", Text(check))?;
    }
    writeln!(
        to,
        r#"</select><span class="buttons"><button type="button" id="open">Open all</button><button type="button" id="close">Close all</button><button type="reset">Reset</button></span>
<output id="shown" aria-live="polite"></output></form>"#
    )
}

fn group(a: &Assessment, group: &Group<'_>, open: bool, to: &mut dyn Write) -> io::Result<()> {
    let resource = group.resource;
    let open = if open { " open" } else { "" };
    write!(
        to,
        r#"<li class="group" data-n="{}"><details{open}><summary><span class="who"><small>{}</small> <b>{}</b>"#,
        Text(&resource.namespace),
        Text(&resource.kind),
        Text(&resource.name),
    )?;
    if !resource.namespace.is_empty() {
        write!(to, r#" <span class="ns">{}</span>"#, Text(&resource.namespace))?;
    }
    write!(to, r#"</span> <span class="counts">"#)?;
    for (level, n) in group.counts() {
        write!(to, r#"<span class="sev {level}">{n} {level}</span> "#)?;
    }
    write!(to, "</span>")?;
    if let Some(rank) = group.rank() {
        write!(
            to,
            r#"<span class="why"><b class="score" title="Rank, of 100">{}</b> {}</span>"#,
            rank.score,
            Text(&rank.why)
        )?;
    }
    writeln!(to, "</summary>")?;
    let mut findings = group.findings.clone();
    findings.sort_by_key(|f| std::cmp::Reverse(f.severity));
    findings.iter().try_for_each(|f| finding(a, f, to))?;
    writeln!(to, "</details></li>")
}

fn finding(a: &Assessment, f: &Finding, to: &mut dyn Write) -> io::Result<()> {
    let level = f.severity;
    let message = facts::message(f);
    write!(
        to,
        r#"<details class="f" data-s="{level}" data-c="{check}"><summary><span class="sev {level}">{level}</span> <span class="msg">{}</span> <code>{check}</code>"#,
        Text(&message),
        check = Text(&f.check),
    )?;
    if let Some(place) = facts::place(f) {
        write!(to, r#" <span class="place">{}:{}</span>"#, Text(&place.file), place.line)?;
    }
    writeln!(to, "</summary><dl>")?;
    evidence(f, to)?;
    fix(f, to)?;
    references(f, to)?;
    write!(
        to,
        "<dt>Certainty</dt><dd>{} confidence, outcome {}</dd><dt>Fingerprint</dt><dd><code>{}</code></dd>",
        f.confidence.as_str(),
        f.outcome.as_str(),
        Text(f.fingerprint.as_str())
    )?;
    if let Some(check) = a.check(&f.check) {
        write!(
            to,
            r##"<dt>Background</dt><dd><a href="#check-{}">{}: what it is, why it matters, how to fix it</a></dd>"##,
            Anchor(check.id),
            Text(check.title)
        )?;
    }
    writeln!(to, "</dl></details>")
}

fn evidence(f: &Finding, to: &mut dyn Write) -> io::Result<()> {
    if let Some(container) = &f.subject.container {
        write!(to, "<dt>Container</dt><dd>{}</dd>", Text(container))?;
    }
    if f.evidence.is_empty() {
        return Ok(());
    }
    write!(to, "<dt>Seen</dt>")?;
    for one in &f.evidence {
        write!(to, "<dd><code>{}</code>", Text(&facts::proof(one)))?;
        if let Some(place) = one.place() {
            write!(to, " at {}:{}", Text(&place.file), place.line)?;
            if place.column > 0 {
                write!(to, ":{}", place.column)?;
            }
        }
        writeln!(to, "</dd>")?;
    }
    Ok(())
}

fn fix(f: &Finding, to: &mut dyn Write) -> io::Result<()> {
    if !f.remediation.text.is_empty() {
        writeln!(to, r#"<dt>Fix</dt><dd class="fix">{}</dd>"#, Text(&f.remediation.text))?;
    }
    if f.remediation.patch.is_empty() {
        return Ok(());
    }
    let label = if f.remediation.safe { "Safe patch" } else { "Patch to review" };
    write!(to, "<dt>{label}</dt><dd><pre>")?;
    for step in &f.remediation.patch {
        writeln!(to, "{}", Text(&serde_json::to_string(step)?))?;
    }
    writeln!(to, "</pre></dd>")
}

fn references(f: &Finding, to: &mut dyn Write) -> io::Result<()> {
    if !f.techniques.is_empty() {
        let names: Vec<_> = f
            .techniques
            .iter()
            .map(|id| match technique(id) {
                Some(known) => format!("{} {}", known.id, known.name),
                None => Text(id).to_string(),
            })
            .collect();
        writeln!(to, "<dt>ATT&amp;CK</dt><dd>{}</dd>", names.join(", "))?;
    }
    if f.controls.is_empty() {
        return Ok(());
    }
    let controls: Vec<_> =
        f.controls.iter().map(|c| format!("{} {}", Text(&c.framework), Text(&c.id))).collect();
    writeln!(to, "<dt>Controls</dt><dd>{}</dd>", controls.join(", "))
}

/// The risks somebody accepted: shown, not counted.
pub(super) fn accepted(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    if a.findings.iter().all(|f| f.exception.is_none()) {
        return Ok(());
    }
    writeln!(
        to,
        r#"<section id="accepted"><h2>Accepted risks</h2>
<p class="lead">Somebody answers for these until the day given. They do not count above.</p>
<div class="scroll"><table><thead><tr><th>Severity</th><th>Finding</th><th>Object</th><th>Reason</th><th>Owner</th><th>Until</th><th>Written in</th></tr></thead><tbody>"#
    )?;
    for f in &a.findings {
        let Some(exception) = &f.exception else { continue };
        writeln!(
            to,
            r#"<tr><td><span class="sev {level}">{level}</span></td><td>{}<br><code>{}</code><br><small class="print-id">{}</small></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"#,
            Text(&f.message),
            Text(&f.check),
            Text(f.fingerprint.as_str()),
            Text(&f.subject.resource.to_string()),
            Text(&exception.reason),
            Text(&exception.owner),
            Text(&exception.expires),
            Text(&exception.source),
            level = f.severity,
        )?;
    }
    writeln!(to, "</tbody></table></div></section>")
}

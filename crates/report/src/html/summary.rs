use std::io::{self, Write};

use holdfast_model::{Assessment, InputKind, Severity};

use super::escape::Text;
use crate::text::count;

/// The head of the page: what was judged, the counts, and whether anything is missing.
pub(super) fn write(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let kind = match a.cluster.input {
        InputKind::Files => "Files",
        InputKind::Cluster => "Cluster",
        InputKind::Network => "Network",
    };
    let version =
        a.cluster.version.as_deref().map(|v| format!(" · Kubernetes {}", Text(v))).unwrap_or_default();
    let time = if a.time.is_empty() { String::new() } else { format!(" · <time>{}</time>", Text(&a.time)) };
    writeln!(
        to,
        r#"<header>
<p class="brand">Holdfast<button type="button" id="theme" class="js" hidden>Light or dark</button></p>
<h1>{}</h1>
<p class="sub">{kind}{version} · {} read{time}</p>"#,
        Text(&a.cluster.name),
        count(a.coverage.resources.values().sum(), "object"),
    )?;
    tiles(a, to)?;
    if !a.gaps.is_empty() {
        writeln!(
            to,
            r##"<p class="banner"><strong>Not everything could be read.</strong> {} hide part of the answer: <a href="#coverage">see what is missing</a>.</p>"##,
            count(a.gaps.len(), "gap")
        )?;
    }
    writeln!(to, "</header>")?;
    nav(a, to)
}

fn tiles(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let sum = a.summary();
    let levels = [
        (Severity::Critical, sum.critical),
        (Severity::High, sum.high),
        (Severity::Medium, sum.medium),
        (Severity::Low, sum.low),
        (Severity::Info, sum.info),
    ];
    writeln!(to, r#"<ul class="tiles" aria-label="Findings by severity">"#)?;
    for (level, n) in levels {
        let none = if n == 0 { " none" } else { "" };
        writeln!(to, r#"<li class="tile {level}{none}"><b>{n}</b> {level}</li>"#)?;
    }
    let percent = a.coverage.percent.min(100);
    writeln!(
        to,
        r#"<li class="tile wide"><b>{percent} %</b> coverage <meter min="0" max="100" low="90" high="99" optimum="100" value="{percent}">{percent} %</meter> <small>{} passed, {} failed, {} not assessed</small></li>
</ul>"#,
        sum.passed, sum.failed, a.coverage.not_assessed
    )
}

fn nav(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    writeln!(
        to,
        r##"<nav aria-label="Sections"><a href="#fix-first">Fix first</a><a href="#attack">ATT&amp;CK</a>"##
    )?;
    if !a.requirements.is_empty() {
        writeln!(to, r##"<a href="#frameworks">Frameworks</a>"##)?;
    }
    writeln!(to, r##"<a href="#coverage">Gaps and coverage</a>"##)?;
    if a.findings.iter().any(|f| f.exception.is_some()) {
        writeln!(to, r##"<a href="#accepted">Accepted</a>"##)?;
    }
    writeln!(to, r##"<a href="#checks">Checks</a></nav>"##)
}

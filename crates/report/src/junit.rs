//! JUnit XML, for CI servers: one suite per check, one case per finding.
//! Source: <https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd>

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

use holdfast_model::{Assessment, Finding, Outcome};

use crate::facts;
use crate::text::{is_obeyed, plain};

pub(crate) fn write(assessment: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let suites = suites(assessment);
    let sum = |state: State| suites.iter().map(|suite| suite.count(state)).sum::<usize>();
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    writeln!(to, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        to,
        r#"<testsuites name="holdfast" tests="{tests}" failures="{}" errors="{}">"#,
        sum(State::Failure),
        sum(State::Error)
    )?;
    for suite in &suites {
        write_suite(suite, to)?;
    }
    writeln!(to, "</testsuites>")
}

struct Suite<'a> {
    name: &'a str,
    cases: Vec<Case<'a>>,
}

struct Case<'a> {
    name: Cow<'a, str>,
    state: State,
    /// The line a CI server shows beside the case.
    message: Cow<'a, str>,
    finding: Option<&'a Finding>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Passed,
    Failure,
    Error,
    Skipped,
}

impl Suite<'_> {
    fn count(&self, state: State) -> usize {
        self.cases.iter().filter(|case| case.state == state).count()
    }
}

/// The checks, sorted by id, then what was not read.
fn suites(assessment: &Assessment) -> Vec<Suite<'_>> {
    let mut by_check: BTreeMap<&str, Vec<Case<'_>>> = BTreeMap::new();
    for tally in assessment.tallies.iter().filter(|tally| tally.passed > 0) {
        let name = format!("passed on {}", crate::text::count(tally.passed, "subject"));
        by_check.entry(tally.check).or_default().push(bare(name, State::Passed, ""));
    }
    for finding in &assessment.findings {
        by_check.entry(&finding.check).or_default().push(case(finding));
    }
    let mut suites: Vec<_> = by_check.into_iter().map(|(name, cases)| Suite { name, cases }).collect();
    let gaps = assessment.gaps.iter().map(|gap| bare(gap.what.as_str(), State::Error, facts::gap(gap)));
    let unasked = assessment.coverage.not_assessed_checks.iter();
    let unasked = unasked.map(|n| bare(n.check.as_str(), State::Skipped, format!("not assessed: {}", n.why)));
    let notes = assessment.notes.iter().map(|note| bare("note", State::Skipped, note.as_str()));
    let coverage: Vec<_> = gaps.chain(unasked).chain(notes).collect();
    if !coverage.is_empty() {
        suites.push(Suite { name: "coverage", cases: coverage });
    }
    suites
}

fn bare<'a>(name: impl Into<Cow<'a, str>>, state: State, message: impl Into<Cow<'a, str>>) -> Case<'a> {
    Case { name: name.into(), state, message: message.into(), finding: None }
}

/// Only what counts towards the exit code fails a build.
fn case(finding: &Finding) -> Case<'_> {
    let subject = &finding.subject;
    let name = match &subject.container {
        Some(container) => format!("{} container {container}", subject.resource),
        None => subject.resource.to_string(),
    };
    let (state, message) = match (&finding.exception, &finding.outcome) {
        (Some(exception), _) => (State::Skipped, format!("accepted: {}", exception.reason).into()),
        (None, Outcome::Fail) => (State::Failure, facts::message(finding)),
        (None, Outcome::Error(_)) => (State::Error, facts::message(finding)),
        (None, Outcome::Pass) => (State::Passed, facts::message(finding)),
        (None, outcome @ (Outcome::Warn | Outcome::Skip(_) | Outcome::Manual)) => {
            (State::Skipped, format!("{}: {}", outcome.as_str(), facts::message(finding)).into())
        }
    };
    Case { name: name.into(), state, message, finding: Some(finding) }
}

fn write_suite(suite: &Suite<'_>, to: &mut dyn Write) -> io::Result<()> {
    let name = attribute(suite.name);
    writeln!(
        to,
        r#"  <testsuite name="{name}" tests="{}" failures="{}" errors="{}" skipped="{}">"#,
        suite.cases.len(),
        suite.count(State::Failure),
        suite.count(State::Error),
        suite.count(State::Skipped)
    )?;
    for case in &suite.cases {
        write_case(&name, case, to)?;
    }
    writeln!(to, "  </testsuite>")
}

fn write_case(class: &str, case: &Case<'_>, to: &mut dyn Write) -> io::Result<()> {
    write!(to, r#"    <testcase classname="{class}" name="{}""#, attribute(&case.name))?;
    let message = attribute(&case.message);
    match case.state {
        State::Passed => return writeln!(to, "/>"),
        State::Skipped => writeln!(to, ">\n      <skipped message=\"{message}\"/>")?,
        State::Error => writeln!(to, ">\n      <error message=\"{message}\"/>")?,
        State::Failure => {
            let severity = case.finding.map_or("", |f| f.severity.as_str());
            writeln!(to, ">\n      <failure type=\"{severity}\" message=\"{message}\"/>")?;
        }
    }
    if let Some(finding) = case.finding {
        write_details(finding, to)?;
    }
    writeln!(to, "    </testcase>")
}

fn write_details(finding: &Finding, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "      <system-out>severity: {}", finding.severity)?;
    if let Some(rank) = &finding.rank {
        writeln!(to, "rank: {}, {}", rank.score, attribute(&rank.why))?;
    }
    if let Some(place) = facts::place(finding) {
        writeln!(to, "place: {}:{}", attribute(&place.file), place.line)?;
    }
    for evidence in &finding.evidence {
        writeln!(to, "saw: {}", attribute(&facts::proof(evidence)))?;
    }
    writeln!(to, "fix: {}", attribute(&finding.remediation.text))?;
    writeln!(to, "fingerprint: {}</system-out>", finding.fingerprint)
}

/// Text for an attribute or an element. [`plain`] has taken out the controls, which XML 1.0 (2.2) forbids even
/// escaped; the two last code points of the plane are left.
fn attribute(text: &str) -> Cow<'_, str> {
    let special = |c| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') || is_obeyed(c);
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in plain(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

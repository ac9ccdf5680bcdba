//! kube-linter's end-to-end tests: one manifest, one check, a number of reports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::bats::{Test, tests};
use super::holdfast::{Check, Finding, Report, Subject};
use super::{Holdfast, Score};

pub(super) fn run(holdfast: &Holdfast, folder: &Path) -> Result<Score> {
    let file = folder.join("expected.bats");
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let catalogue: Vec<Check> = holdfast.json(["explain"])?;
    let mut score = Score::default();
    for test in tests(&text) {
        let ours = ours(&catalogue, test.check.as_deref());
        if ours.is_empty() {
            score.out_of_scope.push(test.name);
            continue;
        }
        let manifest = folder.join(&test.file);
        let manifest = manifest.to_str().context("the folder's name is not UTF-8")?;
        let report: Report =
            holdfast.json(["scan", "-f", manifest, "--checks", &ours.join(","), "--severity", "info"])?;
        let answer = compare(&test, &report, ours.len());
        score.note(test.name, answer.map_err(|why| format!("{why} ({})", ours.join(", "))));
    }
    Ok(score)
}

/// Ids of our checks that name the peer's check.
fn ours<'c>(catalogue: &'c [Check], theirs: Option<&str>) -> Vec<&'c str> {
    let Some(theirs) = theirs else { return Vec::new() };
    let alias = format!("kube-linter:{theirs}");
    catalogue.iter().filter(|check| check.aliases.contains(&alias)).map(|check| check.id.as_str()).collect()
}

/// The number of reports must agree, and each asserted kind must be among their subjects.
fn compare(test: &Test, report: &Report, checks: usize) -> Result<(), String> {
    if let Some(gap) = report.gaps.first() {
        return Err(format!("could not read {}: {}", gap.what, gap.why));
    }
    let reports = reports(&report.findings, checks);
    if reports.len() != test.count {
        return Err(format!("expected {} reports, got {}: {}", test.count, reports.len(), list(&reports)));
    }
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in &test.kinds {
        *wanted.entry(kind).or_default() += 1;
    }
    for (kind, times) in wanted {
        let found = reports.iter().filter(|(subject, _)| subject.kind == kind).count();
        if found < times {
            return Err(format!("expected {times} reports about a {kind}, got {found}: {}", list(&reports)));
        }
    }
    Ok(())
}

type Reports<'f> = BTreeSet<(&'f Subject, &'f str)>;

/// What counts as one report. Where several of our checks split what the peer reports once, a subject counts once.
fn reports(findings: &[Finding], checks: usize) -> Reports<'_> {
    let pointer = |finding: &'_ Finding| -> Option<usize> {
        finding.evidence.iter().position(|evidence| evidence.pointer.is_some())
    };
    findings
        .iter()
        .map(|finding| {
            let at = pointer(finding).and_then(|at| finding.evidence.get(at));
            let place = at.and_then(|evidence| evidence.pointer.as_deref()).unwrap_or_default();
            (&finding.subject, if checks > 1 { "" } else { place })
        })
        .collect()
}

fn list(reports: &Reports<'_>) -> String {
    let names = reports.iter().map(|(subject, place)| {
        let container = subject.container.as_deref().map(|name| format!("[{name}]")).unwrap_or_default();
        format!("{}/{}{container}{place}", subject.kind, subject.name)
    });
    names.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(findings: &str, checks: usize, count: usize, kinds: &[&str], agrees: bool) {
        let report: Report =
            serde_json::from_str(&format!(r#"{{"gaps": [], "findings": {findings}}}"#)).unwrap();
        let test = Test {
            name: "t".to_owned(),
            file: "t.yml".to_owned(),
            check: Some("t".to_owned()),
            count,
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        };
        assert_eq!(compare(&test, &report, checks).is_ok(), agrees, "{findings} {count} {kinds:?}");
    }

    #[test]
    fn counts_and_kinds_must_agree() {
        let two = r#"[
            {"check": "a", "subject": {"kind": "Pod", "name": "x", "container": "c"}, "evidence": [{"pointer": "/a"}]},
            {"check": "b", "subject": {"kind": "Pod", "name": "x", "container": "c"}, "evidence": [{"pointer": "/b"}]}
        ]"#;
        check(two, 1, 2, &["Pod", "Pod"], true);
        check(two, 1, 1, &[], false);
        check(two, 1, 2, &["Deployment"], false);
        check(two, 2, 1, &["Pod"], true);
        check("[]", 1, 0, &[], true);
    }

    #[test]
    fn a_gap_is_no_answer() {
        let report: Report =
            serde_json::from_str(r#"{"gaps": [{"what": "f", "why": "w"}], "findings": []}"#).unwrap();
        let test =
            Test { name: "t".to_owned(), file: "f".to_owned(), check: None, count: 0, kinds: Vec::new() };
        assert_eq!(compare(&test, &report, 1), Err("could not read f: w".to_owned()));
    }
}

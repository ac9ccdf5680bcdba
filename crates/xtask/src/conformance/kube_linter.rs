//! kube-linter's end-to-end tests: one manifest, one check, a number of reports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::bats::{Object, Test, tests};
use super::{Holdfast, Score};
use crate::holdfast::{Check, Finding, Report, Subject};

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

/// The number of reports must agree, and each asserted object must be among their subjects.
fn compare(test: &Test, report: &Report, checks: usize) -> Result<(), String> {
    if let Some(gap) = report.gaps.first() {
        return Err(format!("could not read {}: {}", gap.what, gap.why));
    }
    let reports = reports(&report.findings, checks);
    if let Some(count) = test.count.filter(|count| *count != reports.len()) {
        return Err(format!("expected {count} reports, got {}: {}", reports.len(), list(&reports)));
    }
    let mut wanted: BTreeMap<&Object, usize> = BTreeMap::new();
    for object in &test.objects {
        *wanted.entry(object).or_default() += 1;
    }
    for (object, times) in wanted {
        let found = reports.iter().filter(|(subject, ..)| is_about(subject, object)).count();
        if found < times {
            let name = object.name.as_deref().unwrap_or("any");
            let kind = &object.kind;
            return Err(format!(
                "expected {times} reports about {kind}/{name}, got {found}: {}",
                list(&reports)
            ));
        }
    }
    Ok(())
}

fn is_about(subject: &Subject, object: &Object) -> bool {
    subject.kind == object.kind && object.name.as_ref().is_none_or(|name| *name == subject.name)
}

/// Subject, field, and line of the object: a file may hold several objects of one name.
type Reports<'f> = BTreeSet<(&'f Subject, &'f str, u64)>;

/// What counts as one report. Where several of our checks split what the peer reports once, a subject counts once.
fn reports(findings: &[Finding], checks: usize) -> Reports<'_> {
    findings.iter().map(|finding| one(finding, checks)).collect()
}

fn one(finding: &Finding, checks: usize) -> (&Subject, &str, u64) {
    if checks > 1 { (&finding.subject, "", 0) } else { (&finding.subject, place(finding), line(finding)) }
}

/// The first field a finding points at.
fn place(finding: &Finding) -> &str {
    finding.evidence.iter().find_map(|evidence| evidence.pointer.as_deref()).unwrap_or_default()
}

fn line(finding: &Finding) -> u64 {
    finding.evidence.iter().find_map(|evidence| Some(evidence.place.as_ref()?.line)).unwrap_or_default()
}

fn list(reports: &Reports<'_>) -> String {
    let names = reports.iter().map(|(subject, place, _)| {
        let container = subject.container.as_deref().map(|name| format!("[{name}]")).unwrap_or_default();
        format!("{}/{}{container}{place}", subject.kind, subject.name)
    });
    names.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(findings: &str, checks: usize, count: Option<usize>, objects: &[&str], agrees: bool) {
        let report: Report =
            serde_json::from_str(&format!(r#"{{"gaps": [], "findings": {findings}}}"#)).unwrap();
        let test = Test {
            name: "t".to_owned(),
            file: "t.yml".to_owned(),
            check: Some("t".to_owned()),
            count,
            objects: objects.iter().map(|text| object(text)).collect(),
        };
        assert_eq!(compare(&test, &report, checks).is_ok(), agrees, "{findings} {count:?} {objects:?}");
    }

    fn object(text: &str) -> Object {
        let (kind, name) = text.split_once(' ').map_or((text, None), |(kind, name)| (kind, Some(name)));
        Object { kind: kind.to_owned(), name: name.map(str::to_owned) }
    }

    #[test]
    fn counts_and_objects_must_agree() {
        let two = r#"[
            {"check": "a", "subject": {"kind": "Pod", "name": "x", "container": "c"}, "evidence": [{"pointer": "/a"}]},
            {"check": "b", "subject": {"kind": "Pod", "name": "x", "container": "c"}, "evidence": [{"pointer": "/b"}]}
        ]"#;
        check(two, 1, Some(2), &["Pod", "Pod"], true);
        check(two, 1, None, &["Pod x"], true);
        check(two, 1, None, &["Pod y"], false);
        check(two, 1, Some(1), &[], false);
        check(two, 1, Some(2), &["Deployment"], false);
        check(two, 2, Some(1), &["Pod"], true);
        check("[]", 1, Some(0), &[], true);
    }

    #[test]
    fn a_gap_is_no_answer() {
        let report: Report =
            serde_json::from_str(r#"{"gaps": [{"what": "f", "why": "w"}], "findings": []}"#).unwrap();
        let test = Test {
            name: "t".to_owned(),
            file: "f".to_owned(),
            check: None,
            count: Some(0),
            objects: Vec::new(),
        };
        assert_eq!(compare(&test, &report, 1), Err("could not read f: w".to_owned()));
    }
}

//! Answers as findings, populations and rows of the benchmark.

use std::borrow::Cow;
use std::collections::BTreeMap;

use holdfast_model::{
    CheckInfo, CheckTally, ControlRef, Evidence, Finding, Fingerprint, Outcome as Word, Remediation,
    RequirementOutcome, RequirementResult,
};

use crate::answer::{Answer, Outcome, Seen, SeenAt};
use crate::assess::Judged;
use crate::benchmark::Benchmark;
use crate::cluster::Offender;

/// What reporters need of a judged benchmark.
#[derive(Clone, Debug)]
pub struct Report {
    /// In the benchmark's order; passes too, so that every number shows its evidence.
    pub findings: Vec<Finding>,
    pub tallies: Vec<CheckTally>,
    pub checks: Vec<CheckInfo>,
}

/// Findings and populations of the answers.
pub fn report(judged: &Judged) -> Report {
    let mut tallies: BTreeMap<&'static str, CheckTally> = BTreeMap::new();
    let mut checks: BTreeMap<&'static str, CheckInfo> = BTreeMap::new();
    let mut findings = Vec::new();
    for answer in &judged.answers {
        let slug = answer.control.slug;
        checks.entry(slug).or_insert_with(|| answer.control.info());
        let tally =
            tallies.entry(slug).or_insert_with(|| CheckTally { check: slug, ..CheckTally::default() });
        match answer.outcome {
            Outcome::Pass => tally.passed += 1,
            Outcome::Fail => tally.failed += answer.offenders.len().max(1),
            _ => tally.not_assessed += 1,
        }
        findings.extend(findings_of(judged.benchmark, answer));
    }
    Report { findings, tallies: tallies.into_values().collect(), checks: checks.into_values().collect() }
}

fn findings_of(benchmark: &Benchmark, answer: &Answer) -> Vec<Finding> {
    if answer.offenders.is_empty() {
        return vec![finding(benchmark, answer)];
    }
    answer.offenders.iter().map(|offender| about(benchmark, answer, offender)).collect()
}

fn about(benchmark: &Benchmark, answer: &Answer, offender: &Offender) -> Finding {
    let evidence = Evidence::Field {
        pointer: offender.pointer.clone(),
        value: offender.value.clone(),
        object: None,
        place: offender.place.clone(),
    };
    Finding {
        subject: offender.subject.clone(),
        message: format!("{}: {}", answer.control.title, offender.message),
        evidence: vec![evidence],
        fingerprint: Fingerprint::of(answer.control.slug, &offender.subject, &offender.pointer),
        ..finding(benchmark, answer)
    }
}

fn finding(benchmark: &Benchmark, answer: &Answer) -> Finding {
    let control = answer.control;
    // A control that stands at several numbers is a finding at each.
    let twice = benchmark.entries.iter().filter(|e| e.control == control.slug).count() > 1;
    let place = if twice { answer.entry.number } else { "" };
    Finding {
        check: Cow::Borrowed(control.slug),
        outcome: word(&answer.outcome),
        severity: control.severity,
        confidence: answer.confidence,
        subject: answer.subject.clone(),
        message: message(answer),
        evidence: answer.seen.iter().map(evidence).collect(),
        remediation: Remediation { text: Cow::Borrowed(control.fix), ..Remediation::default() },
        techniques: control.techniques.iter().map(|id| Cow::Borrowed(*id)).collect(),
        controls: Cow::Owned(vec![ControlRef {
            framework: Cow::Borrowed(benchmark.id()),
            id: Cow::Borrowed(answer.entry.number),
        }]),
        fingerprint: Fingerprint::of(control.slug, &answer.subject, place),
        exception: None,
        rank: None,
    }
}

fn word(outcome: &Outcome) -> Word {
    match outcome {
        Outcome::Pass => Word::Pass,
        Outcome::Fail => Word::Fail,
        Outcome::Manual | Outcome::Attested { .. } => Word::Manual,
        Outcome::NotApplicable(why) => Word::Skip(format!("not applicable: {why}")),
        Outcome::NotAssessed(why) => Word::Skip(format!("not assessed: {why}")),
        Outcome::Skipped(why) => Word::Skip(format!("left out: {why}")),
        Outcome::Unread(why) => Word::Error(why.clone()),
    }
}

/// One line: what was seen for answers that are wrong, the question for those only a person can give.
fn message(answer: &Answer) -> String {
    let number = answer.entry.number;
    let title = answer.control.title;
    match &answer.outcome {
        Outcome::Pass => format!("{number} holds{}", shown(&answer.seen)),
        Outcome::Fail => format!("{title}{}", shown(&answer.seen)),
        Outcome::Manual => format!("{}{}", answer.control.question, shown(&answer.seen)),
        Outcome::Attested { by, until } => format!("{number} attested by {by} until {until}"),
        Outcome::NotApplicable(why) => format!("{number} not applicable: {why}"),
        Outcome::NotAssessed(why) => format!("{number} not assessed: {why}"),
        Outcome::Skipped(why) => format!("{number} left out: {why}"),
        Outcome::Unread(why) => format!("{number} could not be judged: {why}"),
    }
}

/// The first facts that were seen, in brackets.
fn shown(seen: &[Seen]) -> String {
    const SHOWN: usize = 3;
    if seen.is_empty() {
        return String::new();
    }
    let first: Vec<String> = seen.iter().take(SHOWN).map(text).collect();
    let more = if seen.len() > SHOWN { format!(", and {} more", seen.len() - SHOWN) } else { String::new() };
    format!(" ({}{more})", first.join(", "))
}

fn text(seen: &Seen) -> String {
    const LONGEST: usize = 120;
    match &seen.value {
        Some(value) if value.len() > LONGEST => format!("{} is set", seen.what),
        Some(value) => format!("{} = {value}", seen.what),
        None => format!("{} is not set", seen.what),
    }
}

fn evidence(seen: &Seen) -> Evidence {
    let at = match &seen.at {
        SeenAt::Words(words) => format!(", read at: {words}"),
        SeenAt::Nowhere => String::new(),
    };
    let value = seen.value.as_ref().map_or_else(|| " is not set".to_owned(), |value| format!(" = {value}"));
    Evidence::Fact { text: format!("{}{value}{at}", seen.what) }
}

/// The benchmark's numbers with how each went, over how many subjects.
pub fn requirements(judged: &Judged, findings: &[Finding]) -> Vec<RequirementResult> {
    let mut rows = Vec::new();
    for requirement in judged.benchmark.framework.requirements {
        let answers: Vec<&Answer> =
            judged.answers.iter().filter(|a| a.entry.number == requirement.id).collect();
        if answers.is_empty() {
            continue;
        }
        let of = |f: &&Finding| f.controls.iter().any(|c| c.id == requirement.id);
        let excepted = findings.iter().filter(of).filter(|f| f.exception.is_some()).count();
        let failures = findings.iter().filter(of).filter(|f| f.outcome == Word::Fail).count();
        let open = findings.iter().filter(of).any(|f| f.outcome == Word::Fail && f.exception.is_none());
        rows.push(RequirementResult {
            framework: judged.benchmark.id(),
            requirement: *requirement,
            outcome: row(&answers, open),
            passed: answers.iter().filter(|a| a.outcome == Outcome::Pass).count(),
            failed: failures,
            excepted,
        });
    }
    rows
}

fn row(answers: &[&Answer], open_failure: bool) -> RequirementOutcome {
    let any = |wanted: fn(&Outcome) -> bool| answers.iter().any(|a| wanted(&a.outcome));
    if open_failure {
        RequirementOutcome::Fail
    } else if any(|o| matches!(o, Outcome::Unread(_) | Outcome::NotAssessed(_))) {
        RequirementOutcome::NotAssessed
    } else if any(|o| matches!(o, Outcome::Manual | Outcome::Attested { .. })) {
        RequirementOutcome::Manual
    } else if any(|o| matches!(o, Outcome::Pass | Outcome::Fail)) {
        RequirementOutcome::Pass
    } else {
        RequirementOutcome::NotAssessed
    }
}

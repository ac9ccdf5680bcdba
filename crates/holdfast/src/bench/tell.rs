use holdfast_cis::{Benchmark, Judged, Score, drifts, mark_attested, report, requirements, scores};
use holdfast_model::{
    Assessment, Cluster, Coverage, Exception, Finding, NotAssessed, Outcome, Settings, Tool,
};
use holdfast_posture::except;

use super::facts::Facts;
use crate::cli::FailOn;
use crate::exit::Exit;
use crate::scan;

/// The answers as every report format tells them.
pub(super) fn assessment(
    judged: &Judged,
    facts: &Facts,
    settings: &Settings,
    choice: Option<String>,
    attested: Vec<String>,
) -> Assessment {
    let mut told = report(judged);
    let mut notes: Vec<String> = choice.into_iter().collect();
    notes.extend(facts.notes.iter().cloned());
    notes.extend(attested);
    notes.extend(excepted(&mut told.findings, facts, &settings.exceptions));
    mark_attested(&mut told.findings, judged, &settings.attestations);
    notes.extend(scores(judged).iter().map(line));
    notes.extend(nodes(judged, facts));
    let requirements = requirements(judged, &told.findings);
    worst_first(&mut told.findings, judged);
    Assessment {
        tool: Tool { name: "holdfast".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        cluster: cluster(facts),
        time: scan::now(),
        coverage: coverage(judged, facts),
        gaps: facts.gaps.clone(),
        findings: told.findings,
        tallies: told.tallies,
        checks: told.checks,
        frameworks: vec![&judged.benchmark.framework],
        requirements,
        notes,
    }
}

pub(super) fn today() -> String {
    scan::today()
}

/// Failures and gaps; a fact that could not be read is a gap, never a failure.
pub(super) fn exit(judged: &Judged, assessment: &Assessment, fail_on: FailOn) -> Exit {
    let at_least = |f: &Finding| match fail_on {
        FailOn::Never => false,
        FailOn::At(level) => f.severity >= level,
    };
    let failed = |f: &Finding| f.outcome == Outcome::Fail && f.exception.is_none() && at_least(f);
    if assessment.findings.iter().any(failed) {
        Exit::Findings
    } else if !assessment.gaps.is_empty() || super::unread(judged) > 0 {
        Exit::Incomplete
    } else {
        Exit::Clean
    }
}

/// Exceptions for other verbs' checks are none of this verb's business.
fn excepted(findings: &mut [Finding], facts: &Facts, exceptions: &[Exception]) -> Vec<String> {
    let ours: Vec<Exception> =
        exceptions.iter().filter(|e| holdfast_cis::control(&e.check).is_some()).cloned().collect();
    let notes = except(findings, &facts.snapshot, &ours, &today());
    notes.into_iter().filter(|note| !note.contains("names no check")).collect()
}

fn cluster(facts: &Facts) -> Cluster {
    let mut cluster = facts.snapshot.cluster.clone();
    if facts.cluster.is_none() {
        let names = facts.nodes.iter().map(|n| n.node.get().map_or("this node", String::as_str));
        cluster.name = names.collect::<Vec<_>>().join(", ");
        cluster.version = facts.version();
    }
    cluster
}

fn coverage(judged: &Judged, facts: &Facts) -> Coverage {
    use holdfast_cis::Outcome as Answered;
    let count = |wanted: fn(&Answered) -> bool| judged.answers.iter().filter(|a| wanted(&a.outcome)).count();
    let decided = count(|o| matches!(o, Answered::Pass | Answered::Fail | Answered::NotApplicable(_)));
    let lost = count(|o| matches!(o, Answered::Unread(_)));
    let mut resources = facts.snapshot.count_by_kind();
    if !facts.nodes.is_empty() {
        resources.insert("host".to_owned(), facts.nodes.len());
    }
    let not_assessed: Vec<NotAssessed> = judged
        .answers
        .iter()
        .filter_map(|a| match &a.outcome {
            Answered::NotAssessed(why) => {
                Some(NotAssessed { check: a.control.slug.to_owned(), why: why.clone() })
            }
            _ => None,
        })
        .collect();
    Coverage {
        resources,
        judged: decided,
        not_assessed: not_assessed.len(),
        unreadable: lost,
        percent: u32::try_from((decided * 100).checked_div(decided + lost).unwrap_or(100)).unwrap_or(0),
        not_assessed_checks: not_assessed,
    }
}

fn line(score: &Score) -> String {
    let percent = score.percent().map_or("nothing decided".to_owned(), |p| format!("{p} %"));
    let Score { section, passed, failed, manual, other } = score;
    format!("section {section}: {percent} ({passed} pass, {failed} fail, {manual} to answer, {other} open)")
}

/// Several nodes: the worst first, and what differs where it should not.
fn nodes(judged: &Judged, facts: &Facts) -> Vec<String> {
    if facts.nodes.len() < 2 {
        return Vec::new();
    }
    let worst =
        judged.nodes_by_failures().into_iter().map(|(name, n)| format!("node {name}: {n} numbers fail"));
    worst.chain(drifts(judged, &facts.nodes).iter().map(ToString::to_string)).collect()
}

/// The benchmark's order, node by node with the worst first, what is wrong before what holds.
fn worst_first(findings: &mut [Finding], judged: &Judged) {
    let nodes = judged.nodes_by_failures();
    let node = |f: &Finding| nodes.iter().position(|(name, _)| *name == f.subject.resource.name).unwrap_or(0);
    let wrong = |f: &Finding| !matches!(f.outcome, Outcome::Fail);
    findings.sort_by_key(|f| (wrong(f), std::cmp::Reverse(f.severity), node(f)));
}

/// How many of the benchmark's numbers facts alone can settle.
pub(super) fn machine_share(benchmark: &Benchmark) -> String {
    format!("{} of {} decided from facts", benchmark.by_machine(), benchmark.entries.len())
}

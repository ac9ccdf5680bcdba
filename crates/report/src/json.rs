//! `holdfast.report/v1`: every fact of the assessment, for machines, baselines and the other verbs.
//! Fields are added, never renamed or removed, within one version.

use std::io::{self, Write};

use holdfast_model::{
    Assessment, CheckInfo, CheckTally, Cluster, Coverage, Finding, Gap, RequirementResult, Summary, Tool,
};
use serde::Serialize;

use crate::json_writer;

/// The value of `schema`.
pub(crate) const SCHEMA: &str = "holdfast.report/v1";

pub(crate) fn write(assessment: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    json_writer::pretty(&report(assessment), to)
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    tool: &'a Tool,
    #[serde(skip_serializing_if = "str::is_empty")]
    time: &'a str,
    cluster: &'a Cluster,
    coverage: &'a Coverage,
    summary: Summary,
    gaps: &'a [Gap],
    findings: &'a [Finding],
    requirements: &'a [RequirementResult],
    checks: Vec<Check<'a>>,
    notes: &'a [String],
}

/// A check that ran, and how it went over its population.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Check<'a> {
    #[serde(flatten)]
    info: &'a CheckInfo,
    passed: usize,
    failed: usize,
    not_assessed: usize,
}

fn report(assessment: &Assessment) -> Report<'_> {
    Report {
        schema: SCHEMA,
        tool: &assessment.tool,
        time: &assessment.time,
        cluster: &assessment.cluster,
        coverage: &assessment.coverage,
        summary: assessment.summary(),
        gaps: &assessment.gaps,
        findings: &assessment.findings,
        requirements: &assessment.requirements,
        checks: checks(assessment),
        notes: &assessment.notes,
    }
}

fn checks(assessment: &Assessment) -> Vec<Check<'_>> {
    let tallies: std::collections::HashMap<&str, &CheckTally> =
        assessment.tallies.iter().map(|tally| (tally.check, tally)).collect();
    let mut rows = Vec::with_capacity(assessment.checks.len());
    for info in &assessment.checks {
        let tally = tallies.get(info.id);
        rows.push(Check {
            info,
            passed: tally.map_or(0, |t| t.passed),
            failed: tally.map_or(0, |t| t.failed),
            not_assessed: tally.map_or(0, |t| t.not_assessed),
        });
    }
    rows
}

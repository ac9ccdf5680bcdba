//! A layer for the ATT&CK Navigator, format 4.5: which techniques the findings open, and which were looked for.
//! Source: <https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md>

use std::collections::BTreeMap;
use std::io::{self, Write};

use holdfast_model::{Assessment, Finding, Severity};
use serde::Serialize;

use crate::groups::{count_by_severity, needs_work};
use crate::text::count;
use crate::{facts, json_writer};

pub(crate) fn write(assessment: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    json_writer::pretty(&layer(assessment), to)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Layer {
    name: String,
    versions: Versions,
    domain: &'static str,
    description: String,
    filters: Filters,
    sorting: u8,
    techniques: Vec<Cell>,
    gradient: Gradient,
    legend_items: [Legend; 6],
    metadata: Vec<Pair>,
}

#[derive(Serialize)]
struct Versions {
    attack: &'static str,
    navigator: &'static str,
    layer: &'static str,
}

#[derive(Serialize)]
struct Filters {
    platforms: [&'static str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cell {
    #[serde(rename = "techniqueID")]
    technique_id: String,
    score: u8,
    comment: String,
    metadata: Vec<Pair>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Gradient {
    colors: [&'static str; 6],
    min_value: u8,
    max_value: u8,
}

#[derive(Serialize)]
struct Legend {
    label: &'static str,
    color: &'static str,
}

#[derive(Serialize)]
struct Pair {
    name: String,
    value: String,
}

/// One step of the gradient each, from "looked for, not found" to critical.
const COLOURS: [(&str, &str); 6] = [
    ("checked, nothing found", "#d9f0d3"),
    ("info", "#eef3f8"),
    ("low", "#fdf2c0"),
    ("medium", "#fdd08a"),
    ("high", "#f78f5c"),
    ("critical", "#d7301f"),
];

fn layer(assessment: &Assessment) -> Layer {
    let sum = assessment.summary();
    Layer {
        name: format!("Holdfast: {}", assessment.cluster.name),
        versions: Versions { attack: "18", navigator: "5.2.0", layer: "4.5" },
        domain: "enterprise-attack",
        description: format!(
            "Open findings per technique, coloured by the worst. Coverage {} %, {}.",
            assessment.coverage.percent,
            count(sum.gaps, "gap")
        ),
        filters: Filters { platforms: ["Containers"] },
        sorting: 3,
        techniques: cells(assessment),
        gradient: Gradient { colors: COLOURS.map(|(_, colour)| colour), min_value: 0, max_value: 100 },
        legend_items: COLOURS.map(|(label, color)| Legend { label, color }),
        metadata: metadata(assessment),
    }
}

/// Every technique that a check looked for or a finding opens, sorted by id.
fn cells(assessment: &Assessment) -> Vec<Cell> {
    let mut open: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for check in &assessment.checks {
        for id in check.techniques.iter().filter(|id| is_attack(id)) {
            open.entry(id).or_default();
        }
    }
    for finding in assessment.findings.iter().filter(|f| needs_work(f)) {
        for id in finding.techniques.iter().filter(|id| is_attack(id)) {
            open.entry(id).or_default().push(finding);
        }
    }
    open.into_iter().map(|(id, findings)| cell(id, &findings)).collect()
}

fn cell(id: &str, findings: &[&Finding]) -> Cell {
    let worst = findings.iter().map(|f| f.severity).max();
    let counts: Vec<_> = count_by_severity(findings.iter().copied())
        .into_iter()
        .map(|(level, n)| format!("{n} {level}"))
        .collect();
    let mut checks: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *checks.entry(&finding.check).or_default() += 1;
    }
    Cell {
        technique_id: id.to_owned(),
        score: worst.map_or(0, score),
        comment: if counts.is_empty() { "checked, nothing found".to_owned() } else { counts.join(", ") },
        metadata: checks.into_iter().map(|(name, n)| pair(name, &count(n, "finding"))).collect(),
    }
}

fn score(severity: Severity) -> u8 {
    match severity {
        Severity::Info => 20,
        Severity::Low => 40,
        Severity::Medium => 60,
        Severity::High => 80,
        Severity::Critical => 100,
    }
}

/// `T1611` or `T1552.007`: ids of other matrices have no cell here.
fn is_attack(id: &str) -> bool {
    let digits = |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
    let Some(rest) = id.strip_prefix('T') else { return false };
    match rest.split_once('.') {
        Some((technique, sub)) => digits(technique, 4) && digits(sub, 3),
        None => digits(rest, 4),
    }
}

/// What has no cell: totals, findings without technique, accepted risks, gaps.
fn metadata(assessment: &Assessment) -> Vec<Pair> {
    let sum = assessment.summary();
    let homeless = |f: &&Finding| needs_work(f) && !f.techniques.iter().any(|id| is_attack(id));
    let mut pairs = vec![
        pair("findings", &assessment.findings.len().to_string()),
        pair("accepted", &sum.excepted.to_string()),
        pair("findings without technique", &assessment.findings.iter().filter(homeless).count().to_string()),
    ];
    pairs.extend(assessment.gaps.iter().map(|gap| pair("gap", &facts::gap(gap))));
    pairs.extend(facts::not_assessed(assessment).map(|text| pair("not assessed", &text)));
    pairs
}

fn pair(name: &str, value: &str) -> Pair {
    Pair { name: name.to_owned(), value: value.to_owned() }
}

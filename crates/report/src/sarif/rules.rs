use std::collections::BTreeSet;

use holdfast_model::{Assessment, CheckInfo, Severity};
use serde::Serialize;

use super::Text;

/// A reporting descriptor (3.49): one check.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule<'a> {
    pub(super) id: &'a str,
    short_description: Text<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help<'a>>,
    default_configuration: Configuration,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// `security-severity` and `precision` are the names code scanning services read.
#[derive(Serialize)]
struct Properties<'a> {
    tags: Vec<&'a str>,
    #[serde(rename = "security-severity")]
    security_severity: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    aliases: &'a [&'a str],
}

/// Every check that ran, and any other that a finding names; sorted by id.
pub(super) fn rules(assessment: &Assessment) -> Vec<Rule<'_>> {
    let known: BTreeSet<&str> = assessment.checks.iter().map(|check| check.id).collect();
    let mut rules: Vec<Rule<'_>> = assessment.checks.iter().map(described).collect();
    let mut seen = BTreeSet::new();
    for finding in &assessment.findings {
        let id = finding.check.as_ref();
        if !known.contains(id) && seen.insert(id) {
            rules.push(bare(id, finding.severity));
        }
    }
    rules.sort_by_key(|rule| rule.id);
    rules
}

fn described(check: &CheckInfo) -> Rule<'_> {
    let mut tags = vec!["security", "kubernetes"];
    tags.extend(check.techniques);
    Rule {
        id: check.id,
        short_description: Text { text: check.title },
        help: Some(Help { text: check.fix, markdown: check.page }),
        default_configuration: Configuration { level: level(check.severity) },
        properties: Properties { tags, security_severity: score(check.severity), aliases: check.aliases },
    }
}

fn bare(id: &str, severity: Severity) -> Rule<'_> {
    Rule {
        id,
        short_description: Text { text: id },
        help: None,
        default_configuration: Configuration { level: level(severity) },
        properties: Properties {
            tags: vec!["security", "kubernetes"],
            security_severity: score(severity),
            aliases: &[],
        },
    }
}

pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// A number in the middle of the band that services translate back to a word: over 9 critical, from 7 high,
/// from 4 medium, else low.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
        Severity::Info => "0.5",
    }
}

use std::collections::HashMap;
use std::fmt::Write as _;

use holdfast_model::{
    Applied, Assessment, Confidence, ControlRef, Evidence, Finding, Outcome, Place, Severity,
};
use serde::Serialize;

use super::Text;
use super::rules::level;
use crate::facts;

/// A result (3.27): one finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultItem<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    kind: &'static str,
    level: &'static str,
    message: Text<std::borrow::Cow<'a, str>>,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression<'a>; 1]>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "holdfast/v1")]
    holdfast: &'a str,
}

/// A location (3.28): the file if there is one, and always the object.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<Physical>,
    logical_locations: [Logical; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    name: String,
    fully_qualified_name: String,
    kind: &'static str,
}

/// A suppression (3.35): somebody accepted the risk.
#[derive(Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    justification: &'a str,
    properties: &'a Applied,
}

#[derive(Serialize)]
struct Properties<'a> {
    severity: Severity,
    confidence: Confidence,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
    fix: &'a str,
    evidence: &'a [Evidence],
    controls: &'a [ControlRef],
    techniques: &'a [std::borrow::Cow<'static, str>],
}

pub(super) fn results<'a>(assessment: &'a Assessment, index: &HashMap<&str, usize>) -> Vec<ResultItem<'a>> {
    assessment
        .findings
        .iter()
        .map(|finding| result(finding, index.get(finding.check.as_ref()).copied()))
        .collect()
}

fn result(finding: &Finding, rule_index: Option<usize>) -> ResultItem<'_> {
    let (kind, level) = kind_and_level(finding);
    ResultItem {
        rule_id: &finding.check,
        rule_index,
        kind,
        level,
        message: Text { text: facts::message(finding) },
        locations: [Location {
            physical_location: facts::place(finding).map(physical),
            logical_locations: [logical(finding)],
        }],
        partial_fingerprints: Fingerprints { holdfast: finding.fingerprint.as_str() },
        rank: finding.rank.as_ref().map(|rank| rank.score.min(100)),
        suppressions: finding.exception.as_ref().map(|exception| [suppression(exception)]),
        properties: Properties {
            severity: finding.severity,
            confidence: finding.confidence,
            outcome: finding.outcome.as_str(),
            why: finding.rank.as_ref().map(|rank| rank.why.as_str()),
            fix: &finding.remediation.text,
            evidence: &finding.evidence,
            controls: &finding.controls,
            techniques: &finding.techniques,
        },
    }
}

/// Any kind but `fail` must have the level `none` (3.27.10).
fn kind_and_level(finding: &Finding) -> (&'static str, &'static str) {
    match finding.outcome {
        Outcome::Fail => ("fail", level(finding.severity)),
        Outcome::Warn => ("fail", "warning"),
        Outcome::Pass => ("pass", "none"),
        Outcome::Skip(_) => ("notApplicable", "none"),
        Outcome::Error(_) => ("open", "none"),
        Outcome::Manual => ("review", "none"),
    }
}

fn physical(place: &Place) -> Physical {
    Physical {
        artifact_location: Artifact { uri: uri(&place.file) },
        region: Region {
            start_line: place.line.max(1),
            start_column: (place.column > 0).then_some(place.column),
        },
    }
}

fn logical(finding: &Finding) -> Logical {
    let resource = &finding.subject.resource;
    let mut path = String::new();
    for part in [&resource.namespace, &resource.kind, &resource.name] {
        if !part.is_empty() {
            let _ = write!(path, "{}{part}", if path.is_empty() { "" } else { "/" });
        }
    }
    if let Some(container) = &finding.subject.container {
        let _ = write!(path, "/{container}");
    }
    Logical { name: resource.name.clone(), fully_qualified_name: path, kind: "resource" }
}

/// Annotations stand in the manifest itself, settings do not.
fn suppression(exception: &Applied) -> Suppression<'_> {
    let in_settings = [".yaml", ".yml"].iter().any(|end| exception.source.ends_with(end));
    Suppression {
        kind: if in_settings { "external" } else { "inSource" },
        status: "accepted",
        justification: &exception.reason,
        properties: exception,
    }
}

/// A path as URI reference (RFC 3986): what is not unreserved or a slash is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte.into());
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_uris() {
        for (path, expected) in [
            ("./a/b.yaml", "a/b.yaml"),
            ("/srv/a b.yaml", "file:///srv/a%20b.yaml"),
            ("javascript:x", "javascript%3Ax"),
            ("ü", "%C3%BC"),
        ] {
            assert_eq!(super::uri(path), expected);
        }
    }
}

//! OCSF 1.4.0, class Compliance Finding (2003): a JSON array, one event a line.
//! Source: <https://schema.ocsf.io/1.4.0/classes/compliance_finding>

use std::io::{self, Write};

use holdfast_model::{
    Assessment, CheckInfo, Confidence, ControlRef, Evidence, Finding, Gap, Outcome, Severity, technique,
};
use serde::Serialize;

use crate::{facts, json_writer, time, uuid};

const VERSION: &str = "1.4.0";

pub(crate) fn write(assessment: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let run = Run {
        time: time::epoch_millis(&assessment.time),
        product: Product { name: "Holdfast", vendor_name: "Holdfast", version: &assessment.tool.version },
        target: &assessment.cluster.name,
    };
    to.write_all(b"[")?;
    let mut separator: &[u8] = b"\n";
    for finding in &assessment.findings {
        to.write_all(separator)?;
        json_writer::compact(&run.finding(finding, assessment.check(&finding.check)), to)?;
        separator = b",\n";
    }
    for gap in &assessment.gaps {
        to.write_all(separator)?;
        json_writer::compact(&run.gap(gap), to)?;
        separator = b",\n";
    }
    to.write_all(b"\n]\n")
}

/// What all events of one run share.
struct Run<'a> {
    time: i64,
    product: Product<'a>,
    target: &'a str,
}

#[derive(Clone, Copy, Serialize)]
struct Product<'a> {
    name: &'static str,
    vendor_name: &'static str,
    version: &'a str,
}

#[derive(Serialize)]
struct Event<'a> {
    activity_id: u8,
    activity_name: &'static str,
    category_uid: u8,
    category_name: &'static str,
    class_uid: u16,
    class_name: &'static str,
    type_uid: u32,
    type_name: &'static str,
    time: i64,
    severity_id: u8,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence_id: Option<u8>,
    status_id: u8,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
    message: String,
    metadata: Metadata<'a>,
    finding_info: Info<'a>,
    compliance: Compliance,
    #[serde(skip_serializing_if = "Option::is_none")]
    remediation: Option<Words<'a>>,
    resources: [Resource<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidences: Vec<Seen<'a>>,
}

#[derive(Serialize)]
struct Metadata<'a> {
    version: &'static str,
    product: Product<'a>,
    log_name: &'a str,
}

#[derive(Serialize)]
struct Info<'a> {
    uid: String,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    desc: Option<&'a str>,
    types: [&'a str; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attacks: Vec<Attack<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    analytic: Option<Analytic<'a>>,
}

/// `type_id` 1: a rule.
#[derive(Serialize)]
struct Analytic<'a> {
    type_id: u8,
    uid: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Attack<'a> {
    technique: Technique<'a>,
}

#[derive(Serialize)]
struct Technique<'a> {
    uid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Compliance {
    status_id: u8,
    status: &'static str,
    standards: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    requirements: Vec<String>,
}

#[derive(Serialize)]
struct Words<'a> {
    desc: &'a str,
}

#[derive(Serialize)]
struct Resource<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    namespace: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    version: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    labels: Vec<String>,
}

#[derive(Serialize)]
struct Seen<'a> {
    data: &'a Evidence,
}

impl<'a> Run<'a> {
    fn finding(&'a self, f: &'a Finding, check: Option<&'a CheckInfo>) -> Event<'a> {
        let resource = &f.subject.resource;
        let (status_id, status) = if f.exception.is_some() { (3, "Suppressed") } else { (1, "New") };
        let attacks =
            f.techniques.iter().map(|id| Technique { uid: id, name: technique(id).map(|t| t.name) });
        Event {
            confidence_id: Some(confidence(f.confidence)),
            status_id,
            status,
            comment: f.exception.as_ref().map(|e| e.reason.as_str()),
            message: facts::message(f).into_owned(),
            finding_info: Info {
                uid: f.fingerprint.to_string(),
                title: check.map_or(f.check.as_ref(), |c| c.title),
                desc: f.rank.as_ref().map(|rank| rank.why.as_str()),
                types: [&f.check],
                attacks: attacks.map(|technique| Attack { technique }).collect(),
                analytic: check.map(|c| Analytic { type_id: 1, uid: c.id, name: c.title }),
            },
            compliance: compliance(&f.outcome, &f.controls),
            remediation: (!f.remediation.text.is_empty()).then_some(Words { desc: &f.remediation.text }),
            resources: [Resource {
                kind: &resource.kind,
                name: &resource.name,
                namespace: &resource.namespace,
                version: &resource.api_version,
                labels: f.subject.container.iter().map(|c| format!("container={c}")).collect(),
            }],
            evidences: f.evidence.iter().map(|data| Seen { data }).collect(),
            ..self.event(f.severity)
        }
    }

    /// A gap is an event of its own, with a status that is neither pass nor fail.
    fn gap(&'a self, gap: &'a Gap) -> Event<'a> {
        Event {
            message: facts::gap(gap),
            finding_info: Info {
                uid: uuid::of("gap", &[&gap.what, &gap.why]),
                title: "Coverage gap",
                desc: Some(&gap.effect),
                types: ["coverage-gap"],
                attacks: Vec::new(),
                analytic: None,
            },
            resources: [Resource {
                kind: "input",
                name: &gap.what,
                namespace: "",
                version: "",
                labels: Vec::new(),
            }],
            ..self.event(Severity::Info)
        }
    }

    /// The constants of the class, with nothing found.
    fn event(&'a self, level: Severity) -> Event<'a> {
        let (severity_id, severity) = severity(level);
        Event {
            activity_id: 1,
            activity_name: "Create",
            category_uid: 2,
            category_name: "Findings",
            class_uid: 2003,
            class_name: "Compliance Finding",
            type_uid: 200_301,
            type_name: "Compliance Finding: Create",
            time: self.time,
            severity_id,
            severity,
            confidence_id: None,
            status_id: 1,
            status: "New",
            comment: None,
            message: String::new(),
            metadata: Metadata { version: VERSION, product: self.product, log_name: self.target },
            finding_info: Info {
                uid: String::new(),
                title: "",
                desc: None,
                types: [""],
                attacks: Vec::new(),
                analytic: None,
            },
            compliance: compliance(&Outcome::Manual, &[]),
            remediation: None,
            resources: [Resource { kind: "", name: "", namespace: "", version: "", labels: Vec::new() }],
            evidences: Vec::new(),
        }
    }
}

fn severity(level: Severity) -> (u8, &'static str) {
    match level {
        Severity::Info => (1, "Informational"),
        Severity::Low => (2, "Low"),
        Severity::Medium => (3, "Medium"),
        Severity::High => (4, "High"),
        Severity::Critical => (5, "Critical"),
    }
}

fn confidence(level: Confidence) -> u8 {
    match level {
        Confidence::Low => 1,
        Confidence::Medium => 2,
        Confidence::High => 3,
    }
}

fn compliance(outcome: &Outcome, controls: &[ControlRef]) -> Compliance {
    let (status_id, status) = match outcome {
        Outcome::Pass => (1, "Pass"),
        Outcome::Warn => (2, "Warning"),
        Outcome::Fail => (3, "Fail"),
        Outcome::Skip(_) | Outcome::Error(_) | Outcome::Manual => (0, "Unknown"),
    };
    let mut standards: Vec<String> = controls.iter().map(|c| c.framework.to_string()).collect();
    standards.sort_unstable();
    standards.dedup();
    if standards.is_empty() {
        standards.push("holdfast".to_owned());
    }
    let requirements = controls.iter().map(|c| format!("{}:{}", c.framework, c.id)).collect();
    Compliance { status_id, status, standards, requirements }
}

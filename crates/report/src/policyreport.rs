//! Reports as Kubernetes objects, one per namespace and one for the cluster, in a List that `kubectl apply` takes.
//! Sources: <https://github.com/openreports/reports-api> (openreports.io/v1alpha1) and
//! <https://github.com/kubernetes-sigs/wg-policy-prototypes> (wgpolicyk8s.io/v1alpha2).

use std::collections::BTreeMap;
use std::io::{self, Write};

use holdfast_model::{Assessment, Finding, Gap, Outcome, ResourceRef, Severity};
use serde::Serialize;

use crate::{facts, json_writer};

/// The two APIs say the same in almost the same words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flavour {
    /// openreports.io/v1alpha1.
    OpenReports,
    /// wgpolicyk8s.io/v1alpha2, its predecessor.
    PolicyReport,
}

/// An object must fit into etcd (1.5 MiB): about a kilobyte a result leaves room.
const MOST_RESULTS: usize = 1000;
const SOURCE: &str = "holdfast";

pub(crate) fn write(assessment: &Assessment, flavour: Flavour, to: &mut dyn Write) -> io::Result<()> {
    let list = List { api_version: "v1", kind: "List", items: items(assessment, flavour) };
    json_writer::pretty(&list, to)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct List<'a> {
    api_version: &'static str,
    kind: &'static str,
    items: Vec<Report<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    api_version: &'static str,
    kind: &'static str,
    metadata: Metadata<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'static str>,
    summary: Summary,
    results: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Metadata<'a> {
    name: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    namespace: &'a str,
    labels: BTreeMap<&'static str, &'static str>,
}

#[derive(Default, Serialize)]
struct Summary {
    pass: usize,
    fail: usize,
    warn: usize,
    error: usize,
    skip: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    source: &'static str,
    policy: &'a str,
    result: &'static str,
    scored: bool,
    severity: &'static str,
    category: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resources: Vec<Object<'a>>,
    properties: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Object<'a> {
    api_version: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    namespace: &'a str,
    name: &'a str,
}

/// The cluster's report first (it carries the gaps), then the namespaces in order.
fn items(assessment: &Assessment, flavour: Flavour) -> Vec<Report<'_>> {
    let mut by_namespace: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    by_namespace.insert("", assessment.gaps.iter().map(|gap| gap_entry(gap, flavour)).collect());
    for f in &assessment.findings {
        let namespace = f.subject.resource.namespace.as_str();
        // What the API server would refuse as a namespace can only be told in the cluster's report.
        let home = if is_label(namespace) { namespace } else { "" };
        by_namespace.entry(home).or_default().push(entry(f, flavour));
    }
    by_namespace.into_iter().flat_map(|(namespace, entries)| split(namespace, entries, flavour)).collect()
}

/// A DNS label (RFC 1123), as namespaces are.
fn is_label(name: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=63).contains(&name.len())
        && name.bytes().all(inner)
        && !name.starts_with('-')
        && !name.ends_with('-')
}

fn split<'a>(namespace: &'a str, mut entries: Vec<Entry<'a>>, flavour: Flavour) -> Vec<Report<'a>> {
    let mut reports = Vec::new();
    while !entries.is_empty() || reports.is_empty() {
        let rest = entries.split_off(entries.len().min(MOST_RESULTS));
        reports.push(report(namespace, reports.len() + 1, entries, flavour));
        entries = rest;
    }
    reports
}

fn report<'a>(namespace: &'a str, number: usize, results: Vec<Entry<'a>>, flavour: Flavour) -> Report<'a> {
    let (api_version, source) = match flavour {
        Flavour::OpenReports => ("openreports.io/v1alpha1", Some(SOURCE)),
        Flavour::PolicyReport => ("wgpolicyk8s.io/v1alpha2", None),
    };
    let kind = match (flavour, namespace.is_empty()) {
        (Flavour::OpenReports, true) => "ClusterReport",
        (Flavour::OpenReports, false) => "Report",
        (Flavour::PolicyReport, true) => "ClusterPolicyReport",
        (Flavour::PolicyReport, false) => "PolicyReport",
    };
    let name = if number == 1 { SOURCE.to_owned() } else { format!("{SOURCE}-{number}") };
    let count = |wanted| results.iter().filter(|entry| entry.result == wanted).count();
    let summary = Summary {
        pass: count("pass"),
        fail: count("fail"),
        warn: count("warn"),
        error: count("error"),
        skip: count("skip"),
    };
    let labels = [("app.kubernetes.io/managed-by", SOURCE)].into();
    Report { api_version, kind, metadata: Metadata { name, namespace, labels }, source, summary, results }
}

fn entry(f: &Finding, flavour: Flavour) -> Entry<'_> {
    Entry {
        source: SOURCE,
        policy: &f.check,
        result: result(f),
        scored: matches!(f.outcome, Outcome::Fail | Outcome::Pass),
        severity: severity(f.severity, flavour),
        category: "Kubernetes security",
        message: facts::message(f).into_owned(),
        resources: vec![object(&f.subject.resource)],
        properties: properties(f),
    }
}

fn result(f: &Finding) -> &'static str {
    match (&f.exception, &f.outcome) {
        (Some(_), _) | (None, Outcome::Skip(_)) => "skip",
        (None, Outcome::Pass) => "pass",
        (None, Outcome::Fail) => "fail",
        (None, Outcome::Warn | Outcome::Manual) => "warn",
        (None, Outcome::Error(_)) => "error",
    }
}

/// The older API knows three levels; the exact one stands in the properties.
fn severity(severity: Severity, flavour: Flavour) -> &'static str {
    match (flavour, severity) {
        (Flavour::OpenReports, any) => any.as_str(),
        (Flavour::PolicyReport, Severity::Critical | Severity::High) => "high",
        (Flavour::PolicyReport, Severity::Medium) => "medium",
        (Flavour::PolicyReport, Severity::Low | Severity::Info) => "low",
    }
}

fn object(resource: &ResourceRef) -> Object<'_> {
    Object {
        api_version: &resource.api_version,
        kind: &resource.kind,
        namespace: &resource.namespace,
        name: &resource.name,
    }
}

fn properties(f: &Finding) -> BTreeMap<&'static str, String> {
    let mut map = BTreeMap::new();
    let mut set = |key, value: String| {
        if !value.is_empty() {
            map.insert(key, value);
        }
    };
    set("fingerprint", f.fingerprint.to_string());
    set("severity", f.severity.to_string());
    set("confidence", f.confidence.as_str().to_owned());
    set("outcome", f.outcome.as_str().to_owned());
    set("container", f.subject.container.clone().unwrap_or_default());
    set("evidence", facts::proofs(f));
    set("place", facts::place(f).map(|p| format!("{}:{}", p.file, p.line)).unwrap_or_default());
    set("fix", f.remediation.text.clone().into_owned());
    set("techniques", f.techniques.join(","));
    set("accepted", f.exception.as_ref().map(|e| e.reason.clone()).unwrap_or_default());
    map
}

fn gap_entry(gap: &Gap, flavour: Flavour) -> Entry<'_> {
    Entry {
        source: SOURCE,
        policy: "coverage-gap",
        result: "error",
        scored: false,
        severity: severity(Severity::Info, flavour),
        category: "Coverage",
        message: facts::gap(gap),
        resources: Vec::new(),
        properties: [("what", gap.what.clone()), ("why", gap.why.clone()), ("effect", gap.effect.clone())]
            .into(),
    }
}

//! A live scan and a scan of the same objects from files and from a snapshot find the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use super::{Context, End, diff, estate};

/// A report, as far as these tests read it.
#[derive(Debug, Deserialize)]
pub(super) struct Report {
    pub(super) findings: Vec<Finding>,
    pub(super) gaps: Vec<Gap>,
    pub(super) checks: Vec<Tally>,
    coverage: Coverage,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Finding {
    pub(super) check: String,
    pub(super) fingerprint: String,
    severity: String,
    confidence: String,
    outcome: String,
    message: String,
    pub(super) subject: Subject,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Subject {
    pub(super) kind: String,
    #[serde(default)]
    pub(super) namespace: String,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Gap {
    pub(super) what: String,
}

/// How often a check passed, failed, and could not tell.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tally {
    pub(super) id: String,
    pub(super) not_assessed: usize,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Coverage {
    not_assessed_checks: Vec<NotAssessed>,
}

#[derive(Debug, Deserialize)]
struct NotAssessed {
    check: String,
}

impl Report {
    /// Checks that this input could not decide for at least one subject.
    pub(super) fn undecided(&self) -> BTreeSet<&str> {
        let wholly = self.coverage.not_assessed_checks.iter().map(|entry| entry.check.as_str());
        let partly = self.checks.iter().filter(|tally| tally.not_assessed > 0).map(|tally| tally.id.as_str());
        wholly.chain(partly).collect()
    }

    /// Every finding in one line, without the confidence if the inputs are known to differ in it.
    fn lines(&self, with_confidence: bool) -> BTreeMap<String, &str> {
        self.findings.iter().map(|finding| (finding.line(with_confidence), finding.check.as_str())).collect()
    }
}

impl Finding {
    pub(super) fn line(&self, with_confidence: bool) -> String {
        let Self { check, fingerprint, severity, confidence, outcome, message, subject } = self;
        let Subject { kind, namespace, name } = subject;
        let confidence = if with_confidence { confidence } else { "" };
        format!(
            "{check} {outcome} {severity} {confidence} {kind} {namespace}/{name}: {message} [{fingerprint}]"
        )
    }
}

pub(super) fn run(context: &Context<'_>) -> Result<End> {
    let applied = estate::apply(context)?;
    let kubeconfig = context.instance.kubeconfig();
    let kubeconfig = kubeconfig.to_string_lossy();
    let folder = context.scratch("scan")?;
    let (dump, snapshot) = (folder.join("dump"), folder.join("cluster.snapshot"));
    let mut before = live(context, &kubeconfig)?;
    // Controllers are at work: what two scans agree on was also true between them.
    let mut rounds = 0;
    let report = loop {
        write_dump(context, &dump)?;
        context.holdfast.run([
            "snapshot",
            "save",
            "--kubeconfig",
            &kubeconfig,
            &snapshot.to_string_lossy(),
        ])?;
        let after = live(context, &kubeconfig)?;
        if after.lines(true) == before.lines(true) {
            break after;
        }
        rounds += 1;
        ensure!(rounds < 10, "the cluster does not come to rest");
        before = after;
    };
    ensure!(report.gaps.is_empty(), "the administrator sees everything, but: {:?}", report.gaps);
    let files: Report = context.holdfast.json(["scan", "-f", &dump.to_string_lossy()])?;
    let saved: Report = context.holdfast.json(["scan", "--snapshot", &snapshot.to_string_lossy()])?;
    let mut differ = differences(&report.lines(true), &saved.lines(true), "snapshot", &BTreeSet::new());
    differ.extend(differences(&report.lines(false), &files.lines(false), "files", &files.undecided()));
    diff::none(&differ, "findings")?;
    Ok(End::Passed(format!(
        "{applied}: {} findings live, the same from a snapshot, {} from files ({} checks need a cluster)",
        report.findings.len(),
        files.findings.len(),
        files.undecided().len(),
    )))
}

pub(super) fn live(context: &Context<'_>, kubeconfig: &str) -> Result<Report> {
    context.holdfast.json(["scan", "--kubeconfig", kubeconfig])
}

/// Findings that only one side has, but for those of checks that the other side says it cannot decide.
fn differences(
    live: &BTreeMap<String, &str>,
    other: &BTreeMap<String, &str>,
    name: &str,
    undecided: &BTreeSet<&str>,
) -> Vec<String> {
    let missing =
        live.iter().filter(|(line, check)| !other.contains_key(*line) && !undecided.contains(*check));
    let added = other.iter().filter(|(line, _)| !live.contains_key(*line));
    let missing = missing.map(|(line, _)| format!("live, not from {name}: {line}"));
    missing.chain(added.map(|(line, _)| format!("from {name}, not live: {line}"))).collect()
}

/// Every object of every kind that Holdfast listed, as `kubectl get` gives it.
fn write_dump(context: &Context<'_>, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for resource in listed(context)? {
        let text = context.kubectl(&["get", &resource, "-A", "-o", "json"])?;
        fs::write(folder.join(format!("{resource}.json")), text).context("cannot write the dump")?;
    }
    Ok(())
}

/// Resources that Holdfast listed, by the cluster's own audit log: `pods`, `deployments.apps`.
pub(super) fn listed(context: &Context<'_>) -> Result<BTreeSet<String>> {
    let file = File::open(context.instance.path("logs/audit.log")).context("cannot open the audit log")?;
    let mut resources = BTreeSet::new();
    for line in BufReader::new(file).lines() {
        let line = line.context("cannot read the audit log")?;
        let Ok(event) = serde_json::from_str::<Value>(&line) else { continue };
        let ours = event["userAgent"].as_str().is_some_and(|agent| agent.starts_with("holdfast/"));
        if !ours || event["verb"] != "list" || event["responseStatus"]["code"] != 200 {
            continue;
        }
        let object = &event["objectRef"];
        let resource = object["resource"].as_str().context("a LIST without a resource")?;
        resources.insert(match object["apiGroup"].as_str() {
            Some(group) => format!("{resource}.{group}"),
            None => resource.to_owned(),
        });
    }
    ensure!(resources.len() > 20, "the audit log names only {} LISTs of holdfast", resources.len());
    Ok(resources)
}

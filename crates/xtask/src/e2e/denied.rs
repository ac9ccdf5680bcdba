//! Each LIST denied in turn: a gap, exit code 3, and no check that passes because it does not see.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::scan::{Finding, Report, listed, live};
use super::{Context, End, diff};
use crate::cluster;

const NAMESPACE: &str = "e2e-reader";
const RBAC: &str = "/apis/rbac.authorization.k8s.io/v1";

pub(super) fn run(context: &Context<'_>) -> Result<End> {
    // Fills the audit log when no other test did.
    live(context, &context.instance.kubeconfig().to_string_lossy())?;
    let resources = listed(context)?;
    no_rights_for_everybody(context)?;
    let kubeconfig = reader(context)?;
    allow(context, &resources, None)?;
    let whole = live(context, &kubeconfig)?;
    ensure!(whole.gaps.is_empty(), "a reader of everything has gaps: {:?}", whole.gaps);
    let mut wrong = Vec::new();
    for resource in &resources {
        allow(context, &resources, Some(resource))?;
        let (code, out) = context.holdfast.run([
            "scan",
            "--kubeconfig",
            &kubeconfig,
            "--format",
            "json",
            "--fail-on",
            "never",
        ])?;
        if code != 3 {
            wrong.push(format!("{resource}: exit code {code} instead of 3"));
        }
        let report: Report = serde_json::from_str(&out).with_context(|| format!("{resource}: no report"))?;
        let told = report.gaps.iter().any(|gap| gap.what.contains(&format!("LIST {resource} ")));
        if !told {
            wrong.push(format!("{resource}: no gap says so: {:?}", report.gaps));
        }
        wrong.extend(changes(&whole, &report).into_iter().map(|change| format!("{resource}: {change}")));
    }
    diff::none(&wrong, "answers with a denied LIST")?;
    Ok(End::Passed(format!(
        "{} LISTs denied in turn: each a gap and exit code 3, no finding of {} lost unsaid, none invented",
        resources.len(),
        whole.findings.len(),
    )))
}

/// Takes away the estate's bindings of groups that every account is in: they would give the reader what it is denied.
fn no_rights_for_everybody(context: &Context<'_>) -> Result<()> {
    let bindings = context.api.client()?.get(&format!("{RBAC}/clusterrolebindings"))?;
    let bindings = bindings["items"].as_array().context("no list of bindings")?;
    let of_everybody = |binding: &&Value| {
        let subjects = binding["subjects"].as_array().map(Vec::as_slice).unwrap_or_default();
        let everybody = ["system:authenticated", "system:serviceaccounts"];
        subjects.iter().any(|subject| everybody.iter().any(|group| subject["name"] == *group))
    };
    let names =
        bindings.iter().filter(of_everybody).filter_map(|binding| binding["metadata"]["name"].as_str());
    for name in names.filter(|name| !name.starts_with("system:")) {
        context.kubectl(&["delete", "clusterrolebinding", name])?;
    }
    Ok(())
}

/// Findings that went away although their check claims to know, and findings that came out of not knowing.
fn changes(whole: &Report, report: &Report) -> Vec<String> {
    let there =
        |report: &Report| report.findings.iter().map(|f| f.fingerprint.clone()).collect::<BTreeSet<_>>();
    let (before, after) = (there(whole), there(report));
    let lost: Vec<_> = whole.findings.iter().filter(|f| !after.contains(&f.fingerprint)).collect();
    let new: Vec<_> = report.findings.iter().filter(|f| !before.contains(&f.fingerprint)).collect();
    let kinds: BTreeSet<&str> = report.findings.iter().map(|f| f.subject.kind.as_str()).collect();
    let undecided = report.undecided();
    // Without a controller its pods speak for themselves, and the other way round. The reader's own rights change too.
    let of_estate = lost.iter().filter(|finding| finding.subject.name != NAMESPACE);
    let lost_unsaid = of_estate.filter(|finding| {
        let gone = !kinds.contains(finding.subject.kind.as_str());
        let moved = new.iter().any(|other| other.check == finding.check);
        !(gone || moved || undecided.contains(finding.check.as_str()))
    });
    let invented = new.iter().filter(|finding| {
        let moved = |other: &Finding| {
            let gone = finding.subject.kind == "Pod" || !after.contains(&other.fingerprint);
            gone && other.check == finding.check && other.subject.namespace == finding.subject.namespace
        };
        !whole.findings.iter().any(moved)
    });
    let lost_unsaid = lost_unsaid.map(|finding| format!("passes now: {}", finding.line(false)));
    lost_unsaid.chain(invented.map(|finding| format!("invented: {}", finding.line(false)))).collect()
}

/// A kubeconfig of an account with a token, as an operator would give it to Holdfast.
fn reader(context: &Context<'_>) -> Result<String> {
    let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": NAMESPACE}});
    context.put("/api/v1/namespaces", &namespace)?;
    let account = json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "reader"}});
    context.put(&format!("/api/v1/namespaces/{NAMESPACE}/serviceaccounts"), &account)?;
    let binding = json!({
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": NAMESPACE},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": NAMESPACE},
        "subjects": [{"kind": "ServiceAccount", "namespace": NAMESPACE, "name": "reader"}],
    });
    context.put(&format!("{RBAC}/clusterrolebindings"), &binding)?;
    let token = context.kubectl(&["create", "token", "reader", "-n", NAMESPACE, "--duration=1h"])?;
    let folder = context.scratch("denied")?;
    fs::write(folder.join("token"), token.trim()).context("cannot write the token")?;
    let text = fs::read_to_string(context.instance.kubeconfig()).context("cannot read the kubeconfig")?;
    // The same cluster and another person: the token stays in its file.
    let user = text
        .lines()
        .find(|line| line.contains("client-certificate"))
        .context("a kubeconfig without a user")?;
    let token = folder.join("token");
    let text = text.replace(user, &format!("  user: {{tokenFile: {:?}}}", token.to_string_lossy()));
    let kubeconfig = folder.join("reader.kubeconfig");
    fs::write(&kubeconfig, text).context("cannot write the reader's kubeconfig")?;
    Ok(kubeconfig.to_string_lossy().into_owned())
}

/// Lets the reader list everything but one resource, and waits until the authorizer knows.
fn allow(context: &Context<'_>, resources: &BTreeSet<String>, without: Option<&String>) -> Result<()> {
    let rules: Vec<Value> = resources
        .iter()
        .filter(|resource| Some(*resource) != without)
        .map(|resource| {
            let (resource, group) = split(resource);
            json!({"apiGroups": [group], "resources": [resource], "verbs": ["get", "list"]})
        })
        .collect();
    let role = json!({
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": NAMESPACE}, "rules": rules,
    });
    context.put(&format!("{RBAC}/clusterroles"), &role)?;
    let known = cluster::wait_for(Duration::from_secs(20), || {
        resources
            .iter()
            .all(|resource| may_list(context, resource).is_ok_and(|may| may == (Some(resource) != without)))
    });
    ensure!(known, "the authorizer does not take the reader's role without {without:?}");
    Ok(())
}

fn split(resource: &str) -> (&str, &str) {
    resource.split_once('.').unwrap_or((resource, ""))
}

fn may_list(context: &Context<'_>, resource: &str) -> Result<bool> {
    let (resource, group) = split(resource);
    let body = json!({
        "apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview",
        "spec": {
            "user": format!("system:serviceaccount:{NAMESPACE}:reader"),
            "groups": ["system:serviceaccounts", "system:authenticated"],
            "resourceAttributes": {"verb": "list", "group": group, "resource": resource},
        },
    });
    let path = "/apis/authorization.k8s.io/v1/subjectaccessreviews";
    let answer = context.api.client()?.send("POST", path, &[], Some(&body.to_string()))?.json()?;
    answer.pointer("/status/allowed").and_then(Value::as_bool).context("a review without a verdict")
}

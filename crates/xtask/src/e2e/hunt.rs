//! `hunt` against the real API server, etcd and kubelet: nothing to find in a hardened cluster, everything in a careless one.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use super::{Context, End, diff};
use crate::cluster::{self, Instance, Options, Weak};

/// What a careless cluster must be found to have.
const CARELESS: &[&str] = &[
    "api-anonymous-exec",
    "api-anonymous-pods",
    "api-anonymous-secrets",
    "api-anonymous-workloads",
    "etcd-plain-http",
    "etcd-v3-readable",
];
/// The same of its node.
const CARELESS_NODE: &[&str] =
    &["kubelet-configz-open", "kubelet-exec-open", "kubelet-read-only-port", "kubelet-run-open"];

pub(super) fn run(context: &Context<'_>) -> Result<End> {
    let hardened = found(context, &context.instance)?;
    let told: Vec<String> = hardened.into_iter().collect();
    diff::none(&told, "findings in a hardened cluster")?;
    let mut options = Options::new("e2e-weak", context.release.clone());
    options.node = context.instance.has_node();
    options.weak = Weak::careless();
    let weak = cluster::up(context.repo, &options)?;
    let careless = found(context, &weak);
    weak.down()?;
    let careless = careless?;
    let node = if options.node { CARELESS_NODE } else { &[] };
    let missed = CARELESS.iter().chain(node).filter(|check| !careless.contains(**check));
    let missed: Vec<String> = missed.map(|check| (*check).to_owned()).collect();
    diff::none(&missed, "weaknesses that hunt does not find")?;
    let parts = if options.node { "API server, etcd and kubelet" } else { "API server and etcd" };
    Ok(End::Passed(format!(
        "{parts}: nothing in the hardened cluster, {} kinds of weakness in the careless one",
        careless.len()
    )))
}

/// Ids of what is wrong with the endpoints of a cluster.
fn found(context: &Context<'_>, instance: &Instance) -> Result<BTreeSet<String>> {
    let endpoints = instance.endpoints()?;
    let args = std::iter::once("hunt".to_owned()).chain(endpoints);
    let report: Value = context.holdfast.json(args)?;
    ensure!(report["gaps"].as_array().is_some_and(Vec::is_empty), "hunt has gaps: {}", report["gaps"]);
    let findings = report["findings"].as_array().context("a report without findings")?;
    Ok(findings.iter().filter_map(|finding| finding["check"].as_str()).map(str::to_owned).collect())
}

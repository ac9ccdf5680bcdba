use std::collections::{BTreeMap, BTreeSet};

use holdfast_inventory::platform::is_system_namespace;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "namespace-boundaries",
    title: "Tenants or applications share a namespace",
    severity: Severity::Low,
    confidence: Confidence::Low,
    fix: "Give every tenant and application a namespace of its own.",
    techniques: &[],
    aliases: &["kubescape:C-0209"],
    page: include_str!("namespace_boundaries.md"),
    needs: &["Pod"],
    judge: Judge::Cluster(judge),
};

/// Labels by which people say whose a workload is, the clearest first.
static OWNERS: &[&str] = &["tenant", "team", "owner", "app.kubernetes.io/part-of"];

fn judge(cx: &Cx<'_>) -> Verdict {
    let mut hits = Vec::new();
    let (mut labelled, mut homes, mut workloads) = (false, BTreeSet::new(), 0usize);
    for (namespace, pods) in cx.pods().namespaces().filter(|(name, _)| !is_system_namespace(name)) {
        let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for pod in pods {
            let object = pod.object(cx.snapshot());
            if object.workload() != object {
                continue;
            }
            workloads += 1;
            homes.insert(namespace);
            for key in OWNERS {
                if let Some(owner) = object.label(key).or_else(|| pod.label(cx.snapshot(), key)) {
                    owners.entry(key).or_default().insert(owner);
                }
            }
        }
        labelled |= !owners.is_empty();
        let shared = OWNERS.iter().filter_map(|key| Some((key, owners.get(key)?))).find(|(_, o)| o.len() > 1);
        if let Some((key, owners)) = shared {
            let names = owners.iter().copied().collect::<Vec<_>>().join(", ");
            hits.push(
                Hit::at("", format!("namespace {namespace} is shared by {names} (label {key})"))
                    .key(namespace),
            );
        }
    }
    hits.sort_by(|a, b| a.key.cmp(&b.key));
    if hits.is_empty() && workloads > 1 && homes.len() == 1 && homes.contains("default") {
        hits.push(
            Hit::at("", format!("all {workloads} workloads live in the namespace default")).key("default"),
        );
    }
    if !hits.is_empty() {
        return Verdict::Fail(hits);
    }
    match (workloads, labelled) {
        (0, _) => Verdict::NotApplicable,
        (_, true) => Verdict::Pass,
        (_, false) => Verdict::NotAssessed("no label of the workloads tells tenants and applications apart"),
    }
}

use std::collections::BTreeMap;

use holdfast_inventory::PodFacts;

use holdfast_inventory::platform::is_system_namespace;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "internal-network-flat",
    title: "Pods of different namespaces can talk freely",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Deny ingress by default in every namespace and allow only the peers that are needed.",
    techniques: &["T1046"],
    aliases: &["kubescape:C-0054", "kubescape:C-0049"],
    page: include_str!("internal_network_flat.md"),
    needs: &["NetworkPolicy", "Pod"],
    judge: Judge::Cluster(judge),
};

fn judge(cx: &Cx<'_>) -> Verdict {
    let net = cx.net();
    if net.other_cluster_wide() {
        return Verdict::NotAssessed(
            "cluster-wide policies of the network plugin may separate the namespaces",
        );
    }
    let (mut open, mut all) = (BTreeMap::new(), 0usize);
    for (namespace, pods) in cx.pods().namespaces().filter(|(name, _)| !is_system_namespace(name)) {
        let (mut reachable, mut pods_here) = (0usize, 0usize);
        for pod in pods.filter(|pod| !pod.host_network && is_first(cx, pod)) {
            pods_here += 1;
            reachable += usize::from(!net.isolation(&cx.estate, pod).ingress);
        }
        all += usize::from(pods_here > 0);
        if reachable > 0 && !net.other_policies(namespace) {
            open.insert(
                namespace,
                format!("{namespace}: {reachable} of {pods_here} workloads accept traffic from any pod"),
            );
        }
    }
    if all < 2 {
        return Verdict::NotApplicable;
    }
    if open.is_empty() {
        return Verdict::Pass;
    }
    let message =
        format!("workloads in {} of {all} namespaces accept traffic from every other namespace", open.len());
    let mut hit = Hit::at("", message).value(open.len());
    for fact in open.into_values().take(MOST_NAMED) {
        hit = hit.fact(fact);
    }
    hit.into()
}

/// Namespaces named in the finding; the rest is in the count.
const MOST_NAMED: usize = 20;

/// Pods of a controller that is here are counted once, as the controller.
fn is_first(cx: &Cx<'_>, pod: &PodFacts) -> bool {
    let object = pod.object(cx.snapshot());
    object.workload() == object
}

use std::collections::BTreeMap;

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
    let mut here: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (namespace, _, open) in net.workloads().filter(|(name, ..)| !is_system_namespace(name)) {
        let (all, reachable) = here.entry(namespace).or_default();
        *all += 1;
        *reachable += usize::from(open.pods);
    }
    let all = here.len();
    let flat = here.into_iter().filter(|(_, (_, reachable))| *reachable > 0);
    let (doubtful, open): (Vec<_>, Vec<_>) = flat.partition(|(name, _)| net.is_doubtful(name));
    if all < 2 {
        return Verdict::NotApplicable;
    }
    if open.is_empty() {
        return if doubtful.is_empty() { Verdict::Pass } else { Verdict::NotAssessed(DOUBTFUL) };
    }
    let message =
        format!("workloads in {} of {all} namespaces accept traffic from every other namespace", open.len());
    let mut hit = Hit::at("", message).value(open.len());
    for (namespace, (workloads, reachable)) in open.into_iter().take(MOST_NAMED) {
        hit = hit
            .fact(format!("{namespace}: {reachable} of {workloads} workloads accept traffic from any pod"));
    }
    hit.into()
}

/// Namespaces named in the finding; the rest is in the count.
const MOST_NAMED: usize = 20;
const DOUBTFUL: &str = "policies that are not known in full may separate the namespaces";

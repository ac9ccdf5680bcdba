use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use holdfast_inventory::platform::is_system_namespace;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "metadata-api-reachable",
    title: "Cloud metadata service is reachable from pods",
    severity: Severity::High,
    confidence: Confidence::Medium,
    fix: "Deny egress to 169.254.169.254 with network policies, and require tokens with a hop limit of 1 on the nodes.",
    techniques: &["T1552.005"],
    aliases: &["kubescape:C-0052"],
    page: include_str!("metadata_api_reachable.md"),
    needs: &["NetworkPolicy", "Node", "Pod"],
    judge: Judge::Cluster(judge),
};

const METADATA: IpAddr = IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254));
/// Clouds whose machines get credentials from that address, by the beginning of a node's provider id.
static CLOUDS: &[&str] = &[
    "alicloud://",
    "aws://",
    "azure://",
    "digitalocean://",
    "gce://",
    "ibm://",
    "oci://",
    "ocid1.",
    "openstack://",
];
/// Namespaces named in the finding; the rest is in the count.
const MOST_NAMED: usize = 20;

fn judge(cx: &Cx<'_>) -> Verdict {
    let mut nodes = cx.estate.nodes().iter().filter(|n| {
        let id = n.view.spec.provider_id.as_deref().unwrap_or_default();
        CLOUDS.iter().any(|cloud| id.starts_with(cloud))
    });
    let Some(node) = nodes.clone().next() else { return Verdict::NotApplicable };
    // GKE answers pods itself and hands out the pod's identity, not the node's.
    if nodes.all(|n| n.object.label("iam.gke.io/gke-metadata-server-enabled") == Some("true")) {
        return Verdict::Pass;
    }
    let (open, doubtful) = reaching(cx);
    let count: usize = open.values().sum();
    match (open.is_empty(), doubtful) {
        (true, true) => return Verdict::NotAssessed("a policy that is not known in full may deny it"),
        (true, false) => return Verdict::Pass,
        (false, _) => {}
    }
    let provider = node.view.spec.provider_id.as_deref().unwrap_or_default();
    let message = format!(
        "{count} workloads in {} namespaces may connect to 169.254.169.254, the cloud's metadata service",
        open.len()
    );
    let mut hit =
        Hit::at("", message).value(count).fact(format!("{} has provider id {provider}", node.object.name()));
    for (namespace, pods) in open.iter().take(MOST_NAMED) {
        hit = hit.fact(format!("{namespace}: {pods} workloads"));
    }
    hit.into()
}

/// Workloads whose policies let them out to the address, by namespace, and whether of some it is not known. What runs on
/// the node's network reaches it anyway.
fn reaching<'s>(cx: &Cx<'s>) -> (BTreeMap<&'s str, usize>, bool) {
    let net = cx.net();
    let (mut open, mut doubtful) = (BTreeMap::new(), false);
    for (namespace, id, _) in net.workloads().filter(|(name, ..)| !is_system_namespace(name)) {
        if !net.reaches(id, METADATA) {
            continue;
        }
        if net.is_doubtful(namespace) {
            doubtful = true;
        } else {
            *open.entry(namespace).or_default() += 1;
        }
    }
    (open, doubtful)
}

use holdfast_inventory::view::{LabelSelector, NetworkPolicy, PolicyPeer};

use crate::net::is_network_policy;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "netpol-peer-dangling",
    title: "NetworkPolicy peer matches nothing",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Correct the peer's selectors, or remove the peer.",
    techniques: &[],
    aliases: &["kube-linter:dangling-networkpolicypeer-podselector"],
    page: include_str!("netpol_peer_dangling.md"),
    needs: &[
        "CronJob",
        "DaemonSet",
        "Deployment",
        "Job",
        "Pod",
        "ReplicaSet",
        "ReplicationController",
        "StatefulSet",
        "Namespace",
    ],
    judge: Judge::Object(&["NetworkPolicy"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if !is_network_policy(o.object) {
        return Verdict::NotApplicable;
    }
    let Some(policy) = o.object.view::<NetworkPolicy<'_>>() else { return Verdict::NotApplicable };
    let mut hits = Vec::new();
    let mut asked = false;
    let mut ask = |pointer: String, peer: &PolicyPeer<'_>| match is_dangling(o, peer) {
        Some(true) => {
            let message = "no workload matches the peer: the rule allows nothing";
            hits.push(Hit::at(pointer.clone(), message).key(pointer).if_nothing_else(o.cx));
            asked = true;
        }
        Some(false) => asked = true,
        None => {}
    };
    for (at, rule) in policy.spec.ingress.iter().flat_map(|l| l.iter()).enumerate() {
        for (position, peer) in rule.from.iter().enumerate() {
            ask(format!("/spec/ingress/{at}/from/{position}"), peer);
        }
    }
    for (at, rule) in policy.spec.egress.iter().flat_map(|l| l.iter()).enumerate() {
        for (position, peer) in rule.to.iter().enumerate() {
            ask(format!("/spec/egress/{at}/to/{position}"), peer);
        }
    }
    if asked { Verdict::of(hits) } else { Verdict::NotApplicable }
}

/// `None` when it cannot be told, or when the peer is no selector of pods.
fn is_dangling(o: &ObjectCx<'_, '_>, peer: &PolicyPeer<'_>) -> Option<bool> {
    let (cx, here) = (o.cx, o.object.namespace());
    let everyone = LabelSelector::default();
    let pods = peer.pod_selector.as_ref().unwrap_or(&everyone);
    let Some(namespaces) = &peer.namespace_selector else {
        if peer.pod_selector.is_none() || pods.is_empty() {
            return None;
        }
        return Some(cx.pods().select(here, pods).next().is_none());
    };
    if namespaces.is_empty() && pods.is_empty() {
        return None;
    }
    // Other labels than the name are known of given Namespace objects only.
    let by_name = namespaces.match_labels.iter().all(|(key, _)| *key == NAME)
        && namespaces.match_expressions.iter().all(|e| e.key == NAME);
    if !by_name && cx.estate.namespaces().is_empty() {
        return None;
    }
    let within = |name: &str| {
        let object = cx.namespace(name);
        namespaces.matches(|key| if key == NAME { Some(name) } else { object.and_then(|o| o.label(key)) })
    };
    Some(cx.pods().select_across(within, pods).next().is_none())
}

/// The label the API server sets on every namespace.
const NAME: &str = "kubernetes.io/metadata.name";

use holdfast_inventory::view::{IntOrString, LabelSelector, NetworkPolicy, PolicyPeer, PolicyPort};

use crate::net::{is_any_address, is_network_policy};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "netpol-selector-too-wide",
    title: "NetworkPolicy admits peers without selectors",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Name the peers with podSelector and namespaceSelector, or with the addresses that are meant.",
    techniques: &[],
    aliases: &["trivy:KSV-0038"],
    page: include_str!("netpol_selector_too_wide.md"),
    needs: &[],
    judge: Judge::Object(&["NetworkPolicy"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if !is_network_policy(o.object) {
        return Verdict::NotApplicable;
    }
    let Some(policy) = o.object.view::<NetworkPolicy<'_>>() else { return Verdict::NotApplicable };
    let mut hits = Vec::new();
    if policy.spec.restricts_ingress() {
        let rules =
            policy.spec.ingress.iter().flat_map(|l| l.iter()).map(|r| (r.from.iter().as_slice(), &r.ports));
        for (at, (peers, ports)) in rules.enumerate() {
            side("ingress", "from", at, peers, ports, &mut hits);
        }
    }
    if policy.spec.restricts_egress() {
        let rules =
            policy.spec.egress.iter().flat_map(|l| l.iter()).map(|r| (r.to.iter().as_slice(), &r.ports));
        // Names are looked up wherever the resolver is.
        for (at, (peers, ports)) in rules.enumerate().filter(|(_, (_, ports))| !is_dns(ports)) {
            side("egress", "to", at, peers, ports, &mut hits);
        }
    }
    Verdict::of(hits)
}

fn side(
    section: &str,
    field: &str,
    rule: usize,
    peers: &[PolicyPeer<'_>],
    ports: &[PolicyPort<'_>],
    hits: &mut Vec<Hit>,
) {
    // Fewer ports, less harm.
    let severity = if ports.is_empty() { Severity::Medium } else { Severity::Low };
    let mut hit = |pointer: String, message: String| {
        hits.push(Hit::at(pointer.clone(), message).key(pointer).severity(severity));
    };
    if peers.is_empty() {
        hit(
            format!("/spec/{section}/{rule}"),
            format!("{section} rule {rule} names no peers: it allows everyone"),
        );
    }
    for (at, peer) in peers.iter().enumerate() {
        let here = format!("/spec/{section}/{rule}/{field}/{at}");
        if is_any_address(peer) {
            hit(format!("{here}/ipBlock/cidr"), format!("{section} rule {rule} allows every address"));
        } else if is_every_pod(peer) {
            hit(
                format!("{here}/namespaceSelector"),
                format!("{section} rule {rule} allows every pod of every namespace"),
            );
        }
    }
}

fn is_every_pod(peer: &PolicyPeer<'_>) -> bool {
    peer.namespace_selector.as_ref().is_some_and(LabelSelector::is_empty)
        && peer.pod_selector.as_ref().is_none_or(LabelSelector::is_empty)
}

fn is_dns(ports: &[PolicyPort<'_>]) -> bool {
    let dns = |port: &PolicyPort<'_>| match (&port.port, port.end_port) {
        (Some(IntOrString::Int(53)), None) => true,
        (Some(IntOrString::Text(name)), _) => matches!(name.as_str(), "dns" | "dns-tcp"),
        _ => false,
    };
    !ports.is_empty() && ports.iter().all(dns)
}

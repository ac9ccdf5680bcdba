//! Namespaces, network policies and what guards admission.

use std::collections::BTreeSet;
use std::sync::Arc;

use holdfast_inventory::platform::is_system_namespace;
use holdfast_inventory::view::{Container, List};
use holdfast_inventory::{Estate, Object, Snapshot};
use holdfast_podsecurity::{Level, NamespacePolicy};
use serde_json::json;

use crate::cluster::{ClusterFacts, Group, Known, SingleFact, known, offender};

/// DaemonSets of network plugins that enforce policies.
static ENFORCING: &[&str] = &[
    "anetd",
    "antrea-agent",
    "azure-npm",
    "calico-node",
    "canal",
    "cilium",
    "kindnet",
    "kube-ovn-cni",
    "kube-router",
    "nsx-node-agent",
    "ovnkube-node",
    "ovs-node",
    "rke2-canal",
    "rke2-cilium",
    "romana-agent",
    "weave-net",
];
/// DaemonSets of plugins that only connect pods.
static CONNECTING: &[&str] = &["azure-cns", "kube-flannel", "kube-flannel-ds", "kube-flannel-ds-amd64"];
/// Words in the names of webhooks that verify where images come from.
static IMAGE_GATES: &[&str] = &[
    "binaryauthorization",
    "binauthz",
    "connaisseur",
    "cosign",
    "image-policy",
    "imagepolicy",
    "notation",
    "portieris",
    "ratify",
    "sigstore",
];
/// Words in the names of webhooks of policy engines.
static ENGINES: &[&str] = &["gatekeeper", "kyverno", "kubewarden", "polaris", "jspolicy", "opa"];
/// Kinds that are network policies, or stand in for them.
const POLICY_KINDS: &[&str] = &["NetworkPolicy", "CiliumNetworkPolicy"];

pub(crate) fn judge(estate: &Estate<'_>, facts: &mut ClusterFacts) {
    namespaces(estate, facts);
    facts.say("network-policy-capable", capable(estate));
    facts.say("image-gate", image_gate(estate));
}

fn namespaces(estate: &Estate<'_>, facts: &mut ClusterFacts) {
    let snapshot = estate.snapshot;
    let engine = policy_engine(estate);
    let covered: BTreeSet<&str> =
        POLICY_KINDS.iter().flat_map(|kind| snapshot.of_kind(kind)).map(Object::namespace).collect();
    let (mut open, mut unpoliced, mut judged) = (Vec::new(), Vec::new(), 0);
    for namespace in estate.namespaces().iter().filter(|n| !is_system_namespace(n.object.name())) {
        judged += 1;
        let object = namespace.object;
        let level = NamespacePolicy::from_labels(|key| object.label(key)).enforce.level;
        if level == Level::Privileged && engine.is_none() {
            let pointer = "/metadata/labels/pod-security.kubernetes.io~1enforce";
            open.push(offender(
                object,
                pointer,
                "accepts any pod: no Pod Security level and no policy engine",
            ));
        }
        if !covered.contains(object.name()) {
            unpoliced.push(offender(object, "", "has no network policy"));
        }
    }
    let mut add = |name: &'static str, found, kinds: &[&str]| {
        let known = needs(snapshot, kinds);
        facts.add(name, Group { offenders: Arc::new(found), known, population: "namespaces", judged });
    };
    add("unenforced-namespaces", open, &[]);
    add("namespaces-without-policy", unpoliced, &["NetworkPolicy"]);
}

/// Files without the namespaces themselves cannot tell; a cluster must have given the other kinds too.
fn needs(snapshot: &Snapshot, kinds: &[&str]) -> Known {
    match known(snapshot, &["Namespace"]) {
        Known::Complete if !kinds.is_empty() => known(snapshot, kinds),
        other => other,
    }
}

fn policy_engine(estate: &Estate<'_>) -> Option<String> {
    let hooks = estate.webhooks().iter().find(|hook| {
        let pods = hook
            .view
            .webhooks
            .iter()
            .flat_map(|w| w.rules.iter())
            .any(|rule| rule.resources.iter().any(|r| *r == "*" || *r == "pods" || *r == "*/*"));
        let name = hook.object.name();
        ENGINES.iter().any(|engine| name.contains(engine)) && (pods || !name.contains("cert"))
    });
    hooks.map(|hook| hook.object.name().to_owned())
}

fn capable(estate: &Estate<'_>) -> SingleFact {
    let snapshot = estate.snapshot;
    let sets = || snapshot.of_kind("DaemonSet").filter(|o| o.group() == "apps");
    let say = |yes: bool, why: String| SingleFact { value: Some(json!(yes)), known: Known::Complete, why };
    if let Some(set) = sets().find(|set| ENFORCING.contains(&set.name())) {
        return say(true, format!("DaemonSet {}/{}", set.namespace(), set.name()));
    }
    let embedded = |version: &str| version.contains("+k3s");
    if estate.nodes().iter().any(|n| embedded(&n.view.status.node_info.kubelet_version)) {
        return say(true, "k3s brings a policy controller inside its own process".to_owned());
    }
    if let Some(agent) = sets().find(|set| set.name() == "aws-node") {
        return say(aws_enforces(agent), format!("DaemonSet {}/aws-node", agent.namespace()));
    }
    if let Some(set) = sets().find(|set| CONNECTING.contains(&set.name())) {
        return say(
            false,
            format!("DaemonSet {}/{} connects pods and nothing else", set.namespace(), set.name()),
        );
    }
    match known(snapshot, &["DaemonSet"]) {
        known @ Known::Missing(_) => {
            SingleFact { value: None, known, why: "DaemonSets were not read".to_owned() }
        }
        known => SingleFact { value: None, known, why: "no network plugin was recognised".to_owned() },
    }
}

/// The VPC plugin enforces policies in a second container, when it is told to.
fn aws_enforces(agent: Object<'_>) -> bool {
    let list = agent.view_at::<List<Container<'_>>>("/spec/template/spec/containers").unwrap_or_default();
    list.iter().flat_map(|c| c.args.iter()).any(|a| *a == "--enable-network-policy=true")
}

fn image_gate(estate: &Estate<'_>) -> SingleFact {
    let found = estate.webhooks().iter().find(|hook| {
        let names = hook.view.webhooks.iter().map(|w| w.name.as_str()).chain([hook.object.name()]);
        names.into_iter().any(|name| IMAGE_GATES.iter().any(|word| name.contains(word)))
    });
    let verifies = || {
        let mut policies =
            ["ClusterPolicy", "Policy"].into_iter().flat_map(|kind| estate.snapshot.of_kind(kind));
        policies.find(|p| p.group() == "kyverno.io" && holds(p.json(), b"\"verifyImages\""))
    };
    let own = || {
        let mut kinds = ["ImageValidatingPolicy", "ClusterImagePolicy"].into_iter();
        kinds.find_map(|kind| estate.snapshot.of_kind(kind).next())
    };
    let seen = found.map(|hook| hook.object).or_else(verifies).or_else(own);
    if let Some(object) = seen {
        let why = format!("{}/{}", object.kind(), object.name());
        return SingleFact { value: Some(json!(true)), known: Known::Complete, why };
    }
    let why = "no webhook or policy verifies images".to_owned();
    match known(estate.snapshot, &["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"]) {
        Known::Complete => SingleFact { value: Some(json!(false)), known: Known::Complete, why },
        known => {
            SingleFact { value: None, known, why: "the webhooks of the cluster are not known".to_owned() }
        }
    }
}

fn holds(json: &[u8], word: &[u8]) -> bool {
    json.windows(word.len()).any(|window| window == word)
}

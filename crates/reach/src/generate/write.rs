//! Policies from flows.

use std::collections::{BTreeMap, BTreeSet};

use holdfast_inventory::SET_BY_CONTROLLERS;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::{Flow, Language, Party};
use crate::engine::Engine;
use crate::ports::Protocol;
use crate::selector::NAME_LABEL;
use crate::who::{Workload, WorkloadId};

/// Address blocks that are not the internet: RFC 1918, RFC 6598, link-local with the clouds' metadata, loopback.
const PRIVATE: [&str; 6] =
    ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];

type Ports = BTreeSet<(Protocol, u32)>;
type Labels<'s> = BTreeMap<&'s str, &'s str>;

/// For each namespace a policy that denies all, and one for each workload that allows its flows.
pub(super) fn policies(
    engine: &Engine<'_>,
    flows: &[Flow],
    namespaces: &BTreeSet<&str>,
    language: Language,
    notes: &mut Vec<String>,
) -> Vec<Value> {
    let mut writer = Writer { engine, language, near: near(engine), labels: FxHashMap::default(), notes };
    let mut all: Vec<Value> = namespaces.iter().map(|namespace| writer.default_deny(namespace)).collect();
    let (mut into, mut out) = (Sides::new(), Sides::new());
    for flow in flows {
        if let Party::Workload(id) = &flow.to {
            into.entry(*id).or_default().entry(&flow.from).or_default().insert((flow.protocol, flow.port));
        }
        if let Party::Workload(id) = &flow.from {
            out.entry(*id).or_default().entry(&flow.to).or_default().insert((flow.protocol, flow.port));
        }
    }
    for (workload, id) in engine.workloads().iter().zip((0u32..).map(WorkloadId)) {
        if namespaces.contains(workload.namespace) {
            let none = Side::new();
            let (into, out) = (into.get(&id).unwrap_or(&none), out.get(&id).unwrap_or(&none));
            all.extend(writer.workload(workload, into, out));
        }
    }
    let key = |policy: &Value| {
        let text = |pointer| policy.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        (text("/metadata/namespace"), text("/metadata/name"))
    };
    all.sort_by_key(key);
    all
}

/// Ports by who is at the other end.
type Side<'f> = BTreeMap<&'f Party, Ports>;
type Sides<'f> = BTreeMap<WorkloadId, Side<'f>>;

struct Writer<'w, 's> {
    engine: &'w Engine<'s>,
    language: Language,
    /// Workloads by namespace.
    near: FxHashMap<&'s str, Vec<&'w Workload<'s>>>,
    /// What selects a workload, worked out once: by its namespace, name and kind.
    labels: FxHashMap<(&'s str, &'s str, &'s str), Option<Labels<'s>>>,
    notes: &'w mut Vec<String>,
}

fn near<'w, 's>(engine: &'w Engine<'s>) -> FxHashMap<&'s str, Vec<&'w Workload<'s>>> {
    let mut near: FxHashMap<&str, Vec<&Workload<'s>>> = FxHashMap::default();
    for workload in engine.workloads() {
        near.entry(workload.namespace).or_default().push(workload);
    }
    near
}

impl<'s> Writer<'_, 's> {
    fn object(&self, namespace: &str, name: &str, spec: Value) -> Value {
        let (version, kind) = match self.language {
            Language::Kubernetes => ("networking.k8s.io/v1", "NetworkPolicy"),
            Language::Cilium => ("cilium.io/v2", "CiliumNetworkPolicy"),
        };
        let labels = json!({"app.kubernetes.io/managed-by": "holdfast"});
        json!({
            "apiVersion": version, "kind": kind,
            "metadata": {"name": name, "namespace": namespace, "labels": labels}, "spec": spec,
        })
    }

    fn default_deny(&self, namespace: &str) -> Value {
        let spec = match self.language {
            Language::Kubernetes => json!({"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}),
            Language::Cilium => json!({"endpointSelector": {}, "ingress": [{}], "egress": [{}]}),
        };
        self.object(namespace, "default-deny", spec)
    }

    fn workload(&mut self, workload: &Workload<'s>, into: &Side<'_>, out: &Side<'_>) -> Option<Value> {
        if workload.host_network {
            // Where a plugin does hold policies on such pods, the namespace's denial closes them too.
            self.notes.push(format!(
                "{} is on its node's network: many network plugins hold no policy there",
                workload.label()
            ));
        }
        let Some(labels) = self.labels(workload) else {
            self.notes.push(format!(
                "{} has no labels of its own to select it by: only the namespace's denial is written for it",
                workload.label()
            ));
            return None;
        };
        let name = self.name(workload);
        let (mut ingress, mut egress) = (self.rules(into, "from", workload), self.rules(out, "to", workload));
        egress.insert(0, self.dns());
        let spec = match self.language {
            Language::Kubernetes => json!({
                "podSelector": {"matchLabels": labels}, "policyTypes": ["Ingress", "Egress"],
                "ingress": ingress, "egress": egress,
            }),
            Language::Cilium => {
                if ingress.is_empty() {
                    ingress.push(json!({}));
                }
                json!({"endpointSelector": {"matchLabels": labels}, "ingress": ingress, "egress": egress})
            }
        };
        Some(self.object(workload.namespace, &name, spec))
    }

    /// The workload's name; with its kind where two have one name.
    fn name(&self, workload: &Workload<'s>) -> String {
        let near = self.near.get(workload.namespace).into_iter().flatten();
        if workload.name == "default-deny" || near.filter(|w| w.name == workload.name).count() > 1 {
            return format!("{}-{}", workload.name, workload.kind.to_ascii_lowercase());
        }
        workload.name.to_owned()
    }

    /// What all its pods carry and will still carry after the next rollout. `None` when that is nothing.
    fn labels(&mut self, workload: &Workload<'s>) -> Option<Labels<'s>> {
        let key = (workload.namespace, workload.name, workload.kind);
        if let Some(known) = self.labels.get(&key) {
            return known.clone();
        }
        let found = self.find_labels(workload);
        self.labels.insert(key, found.clone());
        found
    }

    fn find_labels(&mut self, workload: &Workload<'s>) -> Option<Labels<'s>> {
        let classes = || workload.classes.iter().filter_map(|c| self.engine.who.classes.get(*c));
        let mut labels: Labels<'s> = classes().next()?.labels.iter().copied().collect();
        labels.retain(|key, value| {
            !SET_BY_CONTROLLERS.contains(key) && classes().all(|class| class.label(key) == Some(*value))
        });
        if labels.is_empty() {
            return None;
        }
        let fits = |own: &Labels<'s>, class: usize| {
            self.engine
                .who
                .classes
                .get(class)
                .is_some_and(|c| own.iter().all(|(k, v)| c.label(k) == Some(*v)))
        };
        let near = self.near.get(workload.namespace).into_iter().flatten();
        let others: Vec<&Workload<'s>> = near.copied().filter(|w| w.classes != workload.classes).collect();
        let alone =
            |own: &Labels<'s>| !others.iter().any(|w| w.classes.iter().any(|class| fits(own, *class)));
        // One label is enough when nobody else has it: the fewest that tell the workload apart, the usual names first.
        for key in ["app.kubernetes.io/name", "app", "k8s-app", "app.kubernetes.io/instance", "name"] {
            if let Some(value) = labels.get(key) {
                let one = Labels::from([(key, *value)]);
                if alone(&one) {
                    return Some(one);
                }
            }
        }
        if !alone(&labels) {
            self.notes.push(format!(
                "{} has no label that other workloads of its namespace lack: its rules hold for them too",
                workload.label()
            ));
        }
        Some(labels)
    }

    /// Rules of one direction: ends with the same ports share one.
    fn rules(&mut self, side: &Side<'_>, word: &str, own: &Workload<'s>) -> Vec<Value> {
        let mut by_ports: BTreeMap<&Ports, Vec<&Party>> = BTreeMap::new();
        for (party, ports) in side {
            by_ports.entry(ports).or_default().push(party);
        }
        let mut rules = Vec::new();
        for (ports, parties) in by_ports {
            match self.language {
                Language::Kubernetes => rules.push(self.rule(&parties, ports, word, own)),
                Language::Cilium => self.cilium_rules(&parties, ports, word, own, &mut rules),
            }
        }
        rules
    }

    fn rule(&mut self, parties: &[&Party], ports: &Ports, word: &str, own: &Workload<'s>) -> Value {
        let ports: Vec<Value> =
            ports.iter().map(|(p, port)| json!({"protocol": p.as_str(), "port": port})).collect();
        let mut peers = Vec::new();
        for party in parties {
            match self.peers(party, own) {
                Some(found) => peers.extend(found),
                // One of them is everybody: the rule names nobody.
                None => return json!({"ports": ports}),
            }
        }
        peers.dedup();
        let mut rule = Map::from_iter([("ports".to_owned(), Value::Array(ports))]);
        rule.insert(word.to_owned(), Value::Array(peers));
        Value::Object(rule)
    }

    /// Peers that mean the party; `None` when only everybody does.
    fn peers(&mut self, party: &Party, own: &Workload<'s>) -> Option<Vec<Value>> {
        match party {
            Party::Anyone => None,
            Party::ApiServer => Some(vec![json!({"ipBlock": {"cidr": "0.0.0.0/0"}})]),
            Party::Name(_) => Some(vec![json!({"ipBlock": {"cidr": "0.0.0.0/0", "except": PRIVATE}})]),
            Party::Block(range) => {
                Some(range.cidrs().iter().map(|cidr| json!({"ipBlock": {"cidr": cidr}})).collect())
            }
            Party::Workload(id) => {
                let peer = self.engine.workload(*id)?;
                if peer.host_network {
                    return None;
                }
                let labels = self.labels(peer);
                let pods = labels.map_or_else(|| json!({}), |labels| json!({"matchLabels": labels}));
                let mut found = json!({"podSelector": pods});
                if peer.namespace != own.namespace
                    && let Some(members) = found.as_object_mut()
                {
                    let selector = json!({"matchLabels": {NAME_LABEL: peer.namespace}});
                    members.insert("namespaceSelector".to_owned(), selector);
                }
                Some(vec![found])
            }
        }
    }

    fn cilium_rules(
        &mut self,
        parties: &[&Party],
        ports: &Ports,
        word: &str,
        own: &Workload<'s>,
        rules: &mut Vec<Value>,
    ) {
        let ports: Vec<Value> =
            ports.iter().map(|(p, port)| json!({"protocol": p.as_str(), "port": port.to_string()})).collect();
        let mut by_field: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for party in parties {
            let (field, value) = match party {
                Party::Anyone => ("Entities", json!("all")),
                Party::ApiServer => ("Entities", json!("kube-apiserver")),
                Party::Name(name) => ("FQDNs", json!({"matchName": name})),
                Party::Block(range) => {
                    let all = range.cidrs();
                    by_field.entry(format!("{word}CIDR")).or_default().extend(all.iter().map(|c| json!(c)));
                    continue;
                }
                Party::Workload(id) => match self.engine.workload(*id) {
                    Some(peer) if !peer.host_network => {
                        let mut labels = self.labels(peer).unwrap_or_default();
                        if peer.namespace != own.namespace {
                            labels.insert("k8s:io.kubernetes.pod.namespace", peer.namespace);
                        }
                        ("Endpoints", json!({"matchLabels": labels}))
                    }
                    _ => ("Entities", json!("cluster")),
                },
            };
            by_field.entry(format!("{word}{field}")).or_default().push(value);
        }
        for (field, peers) in by_field {
            let mut rule = Map::from_iter([("toPorts".to_owned(), json!([{"ports": ports}]))]);
            rule.insert(field, Value::Array(peers));
            rules.push(Value::Object(rule));
        }
    }

    /// Every workload resolves names.
    fn dns(&self) -> Value {
        match self.language {
            Language::Kubernetes => json!({
                "to": [{
                    "namespaceSelector": {"matchLabels": {NAME_LABEL: "kube-system"}},
                    "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
                }],
                "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}],
            }),
            Language::Cilium => json!({
                "toEndpoints": [{"matchLabels": {
                    "k8s:io.kubernetes.pod.namespace": "kube-system", "k8s-app": "kube-dns",
                }}],
                "toPorts": [{
                    "ports": [{"protocol": "ANY", "port": "53"}], "rules": {"dns": [{"matchPattern": "*"}]},
                }],
            }),
        }
    }
}

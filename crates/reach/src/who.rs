//! Who takes part: workloads, and the classes of pods behind them that no policy can tell apart.

use std::collections::BTreeMap;

use holdfast_inventory::view::VirtualMachine;
use holdfast_inventory::{Object, PodFacts, Snapshot};
use rustc_hash::FxHashMap;

use crate::networks::{ATTACHED, NetworkKind, Networks};
use crate::ports::Protocol;
use crate::selector::NAME_LABEL;

/// Index of a workload in [`crate::Engine::workloads`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkloadId(pub u32);

/// What a person would edit to change some pods: a controller, a pod of its own, or a virtual machine.
#[derive(Debug)]
pub struct Workload<'s> {
    pub namespace: &'s str,
    pub kind: &'s str,
    pub name: &'s str,
    /// `None` when only its pods are in the snapshot.
    pub object: Option<Object<'s>>,
    /// Some pod of it is on the host's network.
    pub host_network: bool,
    /// Place of the primary network in [`crate::Engine::networks`].
    pub network: usize,
    pub(crate) classes: Vec<usize>,
}

impl Workload<'_> {
    /// `shop/web[Deployment]`.
    pub fn label(&self) -> String {
        format!("{}/{}[{}]", self.namespace, self.name, self.kind)
    }
}

pub(crate) type Labels<'s> = Vec<(&'s str, &'s str)>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DeclaredPort<'s> {
    /// Empty when it has none.
    pub(crate) name: &'s str,
    pub(crate) protocol: Protocol,
    pub(crate) port: u32,
}

/// Pods that no policy tells apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Class<'s> {
    pub(crate) namespace: usize,
    /// Sorted by key.
    pub(crate) labels: Labels<'s>,
    pub(crate) ports: Vec<DeclaredPort<'s>>,
    pub(crate) host_network: bool,
    pub(crate) network: usize,
    pub(crate) attached: Vec<usize>,
}

impl<'s> Class<'s> {
    pub(crate) fn label(&self, key: &str) -> Option<&'s str> {
        find(&self.labels, key)
    }
}

#[derive(Debug)]
pub(crate) struct Namespace<'s> {
    pub(crate) name: &'s str,
    pub(crate) labels: Labels<'s>,
}

impl<'s> Namespace<'s> {
    pub(crate) fn label(&self, key: &str) -> Option<&'s str> {
        find(&self.labels, key)
    }
}

fn find<'s>(labels: &[(&'s str, &'s str)], key: &str) -> Option<&'s str> {
    let at = labels.binary_search_by(|(k, _)| (*k).cmp(key)).ok()?;
    labels.get(at).map(|(_, value)| *value)
}

#[derive(Debug, Default)]
pub(crate) struct Who<'s> {
    pub(crate) namespaces: Vec<Namespace<'s>>,
    pub(crate) classes: Vec<Class<'s>>,
    /// Sorted by namespace, kind-free name and kind, as they are shown.
    pub(crate) workloads: Vec<Workload<'s>>,
    pub(crate) machines: bool,
}

impl<'s> Who<'s> {
    pub(crate) fn read(snapshot: &'s Snapshot, networks: &Networks) -> Self {
        let mut gatherer = Gatherer {
            snapshot,
            networks,
            who: Self::default(),
            namespaces: FxHashMap::default(),
            classes: FxHashMap::default(),
            workloads: BTreeMap::new(),
        };
        gatherer.pods();
        gatherer.machines();
        gatherer.finish()
    }
}

/// Namespace, name, kind: the order in which they are shown.
pub(crate) type Key<'s> = (&'s str, &'s str, &'s str);

/// The workload that a pod or a template belongs to, by name.
pub(crate) fn key_of(object: Object<'_>) -> Key<'_> {
    let top = object.workload();
    let is_pod = object.kind() == "Pod" && object.group().is_empty();
    match object.owner_name() {
        // The owner is not in the snapshot, or holds no template: its name is all there is.
        Some((kind, name)) if is_pod && top == object && kind != "Node" => {
            (object.namespace(), name, if kind.is_empty() { "Pod" } else { kind })
        }
        _ => (object.namespace(), top.name(), top.kind()),
    }
}

struct Gatherer<'g, 's> {
    snapshot: &'s Snapshot,
    networks: &'g Networks,
    who: Who<'s>,
    namespaces: FxHashMap<&'s str, usize>,
    classes: FxHashMap<Class<'s>, usize>,
    workloads: BTreeMap<Key<'s>, Workload<'s>>,
}

impl<'s> Gatherer<'_, 's> {
    fn pods(&mut self) {
        let pods = self.snapshot.pods();
        let is_pod = |object: Object<'_>| object.kind() == "Pod" && object.group().is_empty();
        for facts in pods.iter().filter(|f| is_pod(f.object(self.snapshot))) {
            let object = facts.object(self.snapshot);
            let top = object.workload();
            let key = key_of(object);
            let found = Some(top).filter(|t| key == (t.namespace(), t.name(), t.kind()));
            self.pod(key, found, facts);
        }
        for facts in pods.iter().filter(|f| !is_pod(f.object(self.snapshot))) {
            let object = facts.object(self.snapshot);
            let key = (object.namespace(), object.name(), object.kind());
            // Templates of controllers whose pods are here, and of those that another controller made, say nothing new.
            let told = self.workloads.get(&key).is_some_and(|w| !w.classes.is_empty());
            let is_template_only = object.kind() == "PodTemplate" && object.group().is_empty();
            if object.workload() == object && (facts.is_custom() || !told) && !is_template_only {
                self.pod(key, Some(object), facts);
            }
        }
    }

    fn pod(&mut self, key: Key<'s>, object: Option<Object<'s>>, facts: &PodFacts) {
        let namespace = if key.0.is_empty() { "default" } else { key.0 };
        let attached = if self.networks.has_secondary() {
            let template = facts.template(self.snapshot);
            let annotation = template.as_ref().and_then(|t| t.metadata.annotations.value(ATTACHED));
            annotation.map(|a| self.networks.attached(namespace, a)).unwrap_or_default()
        } else {
            Vec::new()
        };
        let protocol = |udp: bool, sctp: bool| match (udp, sctp) {
            (true, _) => Protocol::Udp,
            (_, true) => Protocol::Sctp,
            _ => Protocol::Tcp,
        };
        let mut ports: Vec<DeclaredPort<'s>> = facts
            .ports(self.snapshot)
            .filter_map(|p| {
                let port = u32::try_from(p.port).ok()?;
                Some(DeclaredPort { name: p.name, protocol: protocol(p.udp, p.sctp), port })
            })
            .collect();
        ports.sort_unstable();
        ports.dedup();
        let labels = sorted(facts.labels(self.snapshot));
        self.member((namespace, key.1, key.2), object, labels, ports, facts.host_network, attached);
    }

    fn machines(&mut self) {
        for object in self.snapshot.of_kind("VirtualMachine") {
            let Some(view) = object.view::<VirtualMachine<'s>>() else { continue };
            let namespace = if object.namespace().is_empty() { "default" } else { object.namespace() };
            let template = &view.spec.template;
            let names = template.spec.networks.iter().filter_map(|n| n.multus.as_ref());
            let mut attached: Vec<usize> =
                names.filter_map(|m| self.networks.named(namespace, &m.network_name)).collect();
            attached.sort_unstable();
            attached.dedup();
            let pairs = template.metadata.labels.iter();
            let labels = sorted(pairs.filter_map(|(k, v)| Some((k.borrowed()?, v.borrowed()?))));
            self.who.machines = true;
            let key = (namespace, object.name(), object.kind());
            self.member(key, Some(object), labels, Vec::new(), false, attached);
        }
    }

    fn member(
        &mut self,
        key: Key<'s>,
        object: Option<Object<'s>>,
        labels: Labels<'s>,
        ports: Vec<DeclaredPort<'s>>,
        host_network: bool,
        attached: Vec<usize>,
    ) {
        let network = if host_network { 0 } else { self.networks.primary(key.0) };
        let namespace = self.namespace(key.0);
        let class = Class { namespace, labels, ports, host_network, network, attached };
        let next = self.classes.len();
        let class = *self.classes.entry(class).or_insert(next);
        let (namespace, name, kind) = key;
        let workload = self.workloads.entry(key).or_insert_with(|| Workload {
            namespace,
            kind,
            name,
            object,
            host_network,
            network,
            classes: Vec::new(),
        });
        workload.host_network |= host_network;
        if !workload.classes.contains(&class) {
            workload.classes.push(class);
        }
    }

    fn namespace(&mut self, name: &'s str) -> usize {
        if let Some(at) = self.namespaces.get(name) {
            return *at;
        }
        let object = self.snapshot.find("Namespace", "", name);
        let mut labels = object.map(|o| sorted(o.labels())).unwrap_or_default();
        if find(&labels, NAME_LABEL).is_none() {
            labels.push((NAME_LABEL, name));
            labels.sort_unstable();
        }
        let at = self.who.namespaces.len();
        self.who.namespaces.push(Namespace { name, labels });
        self.namespaces.insert(name, at);
        at
    }

    fn finish(self) -> Who<'s> {
        let mut who = self.who;
        let mut classes: Vec<(usize, Class<'s>)> = self.classes.into_iter().map(|(c, at)| (at, c)).collect();
        classes.sort_unstable_by_key(|(at, _)| *at);
        who.classes = classes.into_iter().map(|(_, class)| class).collect();
        who.workloads = self.workloads.into_values().collect();
        who
    }
}

/// Sorted by key; of a key written twice the last counts.
fn sorted<'s>(labels: impl Iterator<Item = (&'s str, &'s str)>) -> Labels<'s> {
    let mut sorted: Labels<'s> = labels.collect();
    sorted.sort_by_key(|(key, _)| *key);
    sorted.reverse();
    sorted.dedup_by_key(|(key, _)| *key);
    sorted.reverse();
    sorted
}

/// How a workload is shown on a network: pods of a UserDefinedNetwork carry a mark on their namespace.
pub(crate) fn label_on(workload: &Workload<'_>, network: NetworkKind) -> String {
    if network == NetworkKind::Udn {
        return format!("{}[udn]/{}[{}]", workload.namespace, workload.name, workload.kind);
    }
    workload.label()
}

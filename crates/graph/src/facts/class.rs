use std::collections::BTreeMap;

use holdfast_inventory::view::{Container, PodTemplate};
use holdfast_inventory::{Object, PodFacts, Snapshot, json};
use rustc_hash::{FxHashMap, FxHashSet};

use super::shape::shape;

/// Pods that are equal to an attacker: one controller, one spec.
#[derive(Debug)]
pub(crate) struct Class<'s> {
    /// What a person would edit to change them: the topmost controller, or the pod.
    pub workload: Object<'s>,
    /// Where the spec was read: one of the pods, or the controller's template when there is none.
    pub source: Object<'s>,
    pub facts: &'s PodFacts,
    pub template: PodTemplate<'s>,
    /// The service account's name.
    pub account: &'s str,
    /// Places in the list of nodes, sorted; never empty.
    pub nodes: Vec<u32>,
    /// Pods seen; 1 for templates.
    pub replicas: u32,
}

impl<'s> Class<'s> {
    pub(crate) fn namespace(&self) -> &'s str {
        self.workload.namespace()
    }

    /// A container runs an image whose name, tag and digest left out, ends so or holds the words as a part of its path.
    pub(crate) fn has_image(&self, words: &str) -> bool {
        let name = |image: &'_ str| image.split('@').next().unwrap_or_default().to_owned();
        self.containers().filter_map(|(_, _, c)| c.image.as_deref()).any(|image| {
            let name = name(image);
            let name =
                name.rsplit_once(':').filter(|(_, tag)| !tag.contains('/')).map_or(name.as_str(), |(n, _)| n);
            name.ends_with(words)
        })
    }

    /// Containers that keep running: the list's name, the place in it, the container. Init containers end, sidecars do not.
    pub(crate) fn containers(&self) -> impl Iterator<Item = (&'static str, usize, &Container<'s>)> {
        let spec = &self.template.spec;
        let sidecar = |c: &Container<'_>| c.restart_policy.as_deref() == Some("Always");
        let plain = spec.containers.iter().enumerate().map(|(at, c)| ("containers", at, c));
        let init = spec.init_containers.iter().enumerate().map(|(at, c)| ("initContainers", at, c));
        let ephemeral = spec.ephemeral_containers.iter().enumerate();
        plain
            .chain(init.filter(move |(_, _, c)| sidecar(c)))
            .chain(ephemeral.map(|(at, c)| ("ephemeralContainers", at, c)))
    }
}

/// A class while pods are still being counted.
struct Open<'s> {
    facts: &'s PodFacts,
    nodes: Vec<u32>,
    replicas: u32,
}

/// What pods there are.
pub(super) struct Classes<'s> {
    /// In the order of their first pods.
    pub(super) list: Vec<Class<'s>>,
    /// Names of the nodes pods run on, `*` first.
    pub(super) nodes: Vec<&'s str>,
    /// Class of each pod, by the number of its object.
    pub(super) of_pod: FxHashMap<u32, u32>,
}

pub(super) fn classes(snapshot: &Snapshot) -> Classes<'_> {
    let mut nodes = Nodes::default();
    let mut open: BTreeMap<(u32, u64), usize> = BTreeMap::new();
    let mut found: Vec<(Object<'_>, Open<'_>)> = Vec::new();
    let mut of_pod = FxHashMap::default();
    let mut running: FxHashSet<u32> = FxHashSet::default();
    for facts in snapshot.pods() {
        let pod = facts.object(snapshot);
        if !is_pod(pod) {
            continue;
        }
        let workload = pod.workload();
        running.insert(workload.id());
        let node = nodes.number(json::at(pod.json(), "/spec/nodeName").and_then(text).unwrap_or("*"));
        let at = *open.entry((workload.id(), shape(pod.json()))).or_insert_with(|| {
            found.push((workload, Open { facts, nodes: Vec::new(), replicas: 0 }));
            found.len() - 1
        });
        of_pod.insert(pod.id(), crate::emit::small(at));
        if let Some((_, class)) = found.get_mut(at) {
            class.replicas += 1;
            class.nodes.push(node);
        }
    }
    for facts in snapshot.pods() {
        let object = facts.object(snapshot);
        // What its pods are is read from them; what its owner says counts for it.
        let told = running.contains(&object.id()) && !facts.is_custom();
        if !is_pod(object) && object.workload() == object && !told && object.kind() != "PodTemplate" {
            found.push((object, Open { facts, nodes: vec![0], replicas: 1 }));
        }
    }
    let list = found.into_iter().map(|(workload, open)| class(snapshot, workload, open)).collect();
    Classes { list, nodes: nodes.names, of_pod }
}

fn class<'s>(snapshot: &'s Snapshot, workload: Object<'s>, mut open: Open<'s>) -> Class<'s> {
    open.nodes.sort_unstable();
    open.nodes.dedup();
    Class {
        workload,
        source: open.facts.object(snapshot),
        facts: open.facts,
        // Pods were read once when they were added, so this does not fail.
        template: open.facts.template(snapshot).unwrap_or_default(),
        account: open.facts.service_account(snapshot),
        nodes: open.nodes,
        replicas: open.replicas,
    }
}

fn is_pod(object: Object<'_>) -> bool {
    object.kind() == "Pod" && object.group().is_empty()
}

/// The text of a JSON string without escapes; names of nodes have none.
fn text(value: &[u8]) -> Option<&str> {
    let inner = value.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    std::str::from_utf8(inner).ok().filter(|text| !text.is_empty() && !text.contains('\\'))
}

struct Nodes<'s> {
    names: Vec<&'s str>,
    numbers: FxHashMap<&'s str, u32>,
}

impl Default for Nodes<'_> {
    fn default() -> Self {
        Self { names: vec!["*"], numbers: std::iter::once(("*", 0)).collect() }
    }
}

impl<'s> Nodes<'s> {
    fn number(&mut self, name: &'s str) -> u32 {
        let next = crate::emit::small(self.names.len());
        *self.numbers.entry(name).or_insert_with(|| {
            self.names.push(name);
            next
        })
    }
}

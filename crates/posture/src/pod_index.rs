//! Pods and pod templates by label and by namespace: what a selector selects, without a scan of the estate.

use holdfast_inventory::view::{LabelSelector, Map};
use holdfast_inventory::{PodFacts, SET_BY_CONTROLLERS, Snapshot};
use rustc_hash::FxHashMap;

/// Identity of a pod or of one pod template: the object's id and where in the object it stands.
pub(crate) type PodKey<'s> = (u32, &'s str);

#[derive(Debug)]
pub(crate) struct PodIndex<'s> {
    snapshot: &'s Snapshot,
    /// By label key, then by value.
    by_label: FxHashMap<&'s str, FxHashMap<&'s str, Vec<u32>>>,
    by_namespace: FxHashMap<&'s str, Vec<u32>>,
}

impl<'s> PodIndex<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot) -> Self {
        let mut index = Self { snapshot, by_label: FxHashMap::default(), by_namespace: FxHashMap::default() };
        for (at, pod) in (0u32..).zip(snapshot.pods()) {
            index.by_namespace.entry(namespace_of(snapshot, pod)).or_default().push(at);
            for (key, value) in pod.labels(snapshot) {
                index.by_label.entry(key).or_default().entry(value).or_default().push(at);
            }
        }
        index
    }

    pub(crate) fn key(&self, pod: &'s PodFacts) -> PodKey<'s> {
        (pod.object(self.snapshot).id(), pod.spec_pointer())
    }

    /// Every namespace with a pod, and its pods.
    pub(crate) fn namespaces(&self) -> impl Iterator<Item = (&'s str, impl Iterator<Item = &'s PodFacts>)> {
        self.by_namespace.iter().map(|(namespace, pods)| (*namespace, self.pods(pods)))
    }

    /// Pods a label selector selects in one namespace.
    pub(crate) fn select(
        &self,
        namespace: &str,
        selector: &LabelSelector<'_>,
    ) -> impl Iterator<Item = &'s PodFacts> {
        self.candidates(namespace, &selector.match_labels).filter(move |pod| {
            namespace_of(self.snapshot, pod) == namespace
                && selector.matches(|key| pod.label(self.snapshot, key))
        })
    }

    /// Pods a label selector selects in the namespaces that `within` accepts.
    pub(crate) fn select_across(
        &self,
        within: impl Fn(&str) -> bool,
        selector: &LabelSelector<'_>,
    ) -> impl Iterator<Item = &'s PodFacts> {
        let pods: Box<dyn Iterator<Item = &'s PodFacts>> = match self.rarest(&selector.match_labels) {
            Some(list) => Box::new(self.pods(list)),
            None => Box::new(self.snapshot.pods().iter()),
        };
        pods.filter(move |pod| {
            within(namespace_of(self.snapshot, pod)) && selector.matches(|key| pod.label(self.snapshot, key))
        })
    }

    /// Pods behind a Service. The selector must not be empty: an empty one selects nothing.
    pub(crate) fn behind(&self, namespace: &str, selector: &Map<'_>) -> impl Iterator<Item = &'s PodFacts> {
        let files = self.snapshot.cluster.input == holdfast_model::InputKind::Files;
        // Only the running pods carry these labels; in files the template answers for them.
        let asked: Vec<(String, String)> = selector
            .iter()
            .filter(|(key, _)| !(files && SET_BY_CONTROLLERS.contains(&key.as_str())))
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .collect();
        let candidates = self.candidates_of(namespace, asked.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let namespace = namespace.to_owned();
        self.pods(candidates).filter(move |pod| {
            namespace_of(self.snapshot, pod) == namespace
                && asked.iter().all(|(k, v)| pod.label(self.snapshot, k) == Some(v.as_str()))
        })
    }

    fn candidates(&self, namespace: &str, labels: &Map<'_>) -> impl Iterator<Item = &'s PodFacts> {
        let labels = labels.iter().map(|(k, v)| (k.as_str(), v.as_str()));
        self.pods(self.candidates_of(namespace, labels))
    }

    fn candidates_of<'l>(&self, namespace: &str, labels: impl Iterator<Item = (&'l str, &'l str)>) -> &[u32] {
        let here = self.by_namespace.get(namespace).map_or(&[][..], Vec::as_slice);
        let lists = labels.map(|(key, value)| self.labelled(key, value));
        lists.chain([here]).min_by_key(|list| list.len()).unwrap_or_default()
    }

    /// The shortest list that holds every pod with these labels; `None` without labels.
    fn rarest(&self, labels: &Map<'_>) -> Option<&[u32]> {
        labels.iter().map(|(key, value)| self.labelled(key, value)).min_by_key(|list| list.len())
    }

    fn labelled(&self, key: &str, value: &str) -> &[u32] {
        self.by_label.get(key).and_then(|values| values.get(value)).map_or(&[][..], Vec::as_slice)
    }

    fn pods(&self, at: &[u32]) -> impl Iterator<Item = &'s PodFacts> {
        let pods = self.snapshot.pods();
        at.iter().filter_map(move |&at| pods.get(at as usize))
    }
}

/// The namespace a pod runs in: a custom resource in a file that names none goes to `default` like any other.
pub(crate) fn namespace_of<'s>(snapshot: &'s Snapshot, pod: &PodFacts) -> &'s str {
    let namespace = pod.object(snapshot).namespace();
    if namespace.is_empty() { "default" } else { namespace }
}

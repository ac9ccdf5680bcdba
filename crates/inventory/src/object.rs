use std::fmt;

use holdfast_model::{Place, ResourceRef};
use serde::Deserialize;

use crate::json;
use crate::pods::PodFacts;
use crate::read::Anchor;
use crate::snapshot::{Problem, Record, Snapshot};

/// Most steps taken when climbing owner references: deeper chains (or cycles) stop there.
const OWNER_STEPS: usize = 8;

/// A handle on one object of a snapshot: as cheap to copy as a reference.
#[derive(Clone, Copy)]
pub struct Object<'s> {
    snapshot: &'s Snapshot,
    record: &'s Record,
    id: u32,
}

impl fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.kind(), self.namespace(), self.name())
    }
}

impl PartialEq for Object<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<'s> Object<'s> {
    pub(crate) fn new(snapshot: &'s Snapshot, id: u32) -> Self {
        #[expect(clippy::indexing_slicing, reason = "ids are made by the snapshot from its own records")]
        let record = &snapshot.records[id as usize];
        Self { snapshot, record, id }
    }

    pub fn id(self) -> u32 {
        self.id
    }

    /// The number of the first object of this identity in the same file.
    pub fn first_id(self) -> u32 {
        self.record.first
    }

    /// True when an earlier object of the same file has the same identity and says something else.
    pub fn is_repeat(self) -> bool {
        self.record.first != self.id
    }

    pub fn kind(self) -> &'s str {
        self.snapshot.text(self.record.kind)
    }

    pub fn api_version(self) -> &'s str {
        self.snapshot.text(self.record.api_version)
    }

    /// The API group: empty for the core group.
    pub fn group(self) -> &'s str {
        self.api_version().split_once('/').map_or("", |(group, _)| group)
    }

    /// The namespace as applied: `default` where a built-in namespaced object names none, empty for cluster-scoped ones.
    pub fn namespace(self) -> &'s str {
        self.snapshot.text(self.record.namespace)
    }

    /// False when `metadata.namespace` is absent and [`Self::namespace`] was implied.
    pub fn namespace_written(self) -> bool {
        self.record.namespace_written
    }

    pub fn name(self) -> &'s str {
        self.snapshot.text(self.record.name)
    }

    pub fn label(self, key: &str) -> Option<&'s str> {
        let key = self.snapshot.strings.find(key)?;
        self.record.labels.iter().find(|(k, _)| *k == key).map(|(_, v)| self.snapshot.text(*v))
    }

    pub fn labels(self) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.record.labels.iter().map(move |(k, v)| (self.snapshot.text(*k), self.snapshot.text(*v)))
    }

    /// The object as minified JSON.
    pub fn json(self) -> &'s [u8] {
        let span = self.record.json;
        let chunk = self.snapshot.chunks.get(span.chunk as usize).map_or(&[][..], Vec::as_slice);
        chunk.get(span.start as usize..).and_then(|rest| rest.get(..span.len as usize)).unwrap_or_default()
    }

    /// Reads a typed view of the whole object. Objects were checked against their views when they were read,
    /// so `None` means that the view does not fit the kind.
    pub fn view<T: Deserialize<'s>>(self) -> Option<T> {
        serde_json::from_slice(self.json()).ok()
    }

    /// Reads a typed view of the part a JSON pointer names.
    pub fn view_at<T: Deserialize<'s>>(self, pointer: &str) -> Option<T> {
        serde_json::from_slice(json::at(self.json(), pointer)?).ok()
    }

    pub fn reference(self) -> ResourceRef {
        ResourceRef::new(self.api_version(), self.kind(), self.namespace(), self.name())
    }

    /// The controlling owner, when it is in the snapshot.
    pub fn owner(self) -> Option<Object<'s>> {
        let (kind, name) = self.record.owner?;
        let key = (kind, self.record.namespace, name);
        let id = self.snapshot.by_key.get(&key).or_else(|| {
            // A cluster-scoped owner (a static pod's Node).
            self.snapshot.by_key.get(&(kind, crate::Sym::EMPTY, name))
        })?;
        Some(Object::new(self.snapshot, *id))
    }

    /// Kind and name of the controlling owner, in the snapshot or not.
    pub fn owner_name(self) -> Option<(&'s str, &'s str)> {
        self.record.owner.map(|(kind, name)| (self.snapshot.text(kind), self.snapshot.text(name)))
    }

    /// The topmost owner in the snapshot that has a pod template: what a person would edit to change this object's pods.
    /// The object itself when it has no such owner, and when its owners go round in a circle: then each speaks for itself.
    #[must_use]
    pub fn workload(self) -> Object<'s> {
        let (mut here, mut best) = (self, self);
        for _ in 0..OWNER_STEPS {
            let Some(owner) = here.owner() else { return best };
            if owner.has_template() {
                best = owner;
            }
            here = owner;
        }
        self
    }

    /// True when the object is a pod or holds a pod template.
    pub fn has_template(self) -> bool {
        self.snapshot.pods.binary_search_by_key(&self.id, |pod| pod.object).is_ok()
    }

    /// The object's pods or pod templates: one for pods and built-in controllers.
    pub fn pod_facts(self) -> &'s [PodFacts] {
        let pods = &self.snapshot.pods;
        let from = pods.partition_point(|pod| pod.object < self.id);
        let rest = pods.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|pod| pod.object == self.id)).unwrap_or_default()
    }

    /// Where the pointer's value stands in the input file; `None` when the object did not come from a file.
    pub fn place(self, pointer: &str) -> Option<Place> {
        self.place_from(Anchor::default(), pointer)
    }

    /// The same for a pointer relative to [`Self::anchor`].
    pub fn place_from(self, from: Anchor, pointer: &str) -> Option<Place> {
        let file = self.snapshot.text(self.record.file);
        if file.is_empty() {
            return None;
        }
        let at = self.record.marks.at_from(self.json(), from, pointer);
        let (line, column) = at.unwrap_or((self.record.line.max(1), 0));
        Some(Place { file: file.to_owned(), line, column })
    }

    /// Where the pointer's value stands in the object's text: for asking of many places inside it.
    pub fn anchor(self, pointer: &str) -> Anchor {
        Anchor::default().walk(self.json(), pointer)
    }

    /// The input file, empty when the object did not come from one.
    pub fn file(self) -> &'s str {
        self.snapshot.text(self.record.file)
    }

    pub fn line(self) -> u32 {
        self.record.line
    }

    /// True when a tool made the object from its file (a chart's template, a kustomization): no editing it there.
    pub fn is_rendered(self) -> bool {
        self.record.rendered
    }

    /// Fields of the wrong type that were left out.
    pub fn problems(self) -> &'s [Problem] {
        &self.record.problems
    }

    /// True when the object (or its pod template) carries annotations by which some tool suppresses checks.
    pub fn has_suppressions(self) -> bool {
        self.record.suppressed
    }

    pub fn snapshot(self) -> &'s Snapshot {
        self.snapshot
    }
}

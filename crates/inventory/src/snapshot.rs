use std::collections::{BTreeMap, BTreeSet};

use holdfast_model::{Cluster, Gap};
use rustc_hash::FxHashMap;

use crate::intern::{Interner, Sym};
use crate::object::Object;
use crate::pods::PodFacts;
use crate::read::Marks;

/// Everything known about a cluster (or a pile of files), frozen.
#[derive(Debug, Default)]
pub struct Snapshot {
    pub(crate) strings: Interner,
    pub(crate) chunks: Vec<Vec<u8>>,
    pub(crate) records: Vec<Record>,
    pub(crate) by_kind: FxHashMap<Sym, Vec<u32>>,
    pub(crate) by_key: FxHashMap<(Sym, Sym, Sym), u32>,
    pub(crate) pods: Vec<PodFacts>,
    pub(crate) complete: BTreeSet<String>,
    pub(crate) denied: BTreeSet<String>,
    /// What was read, and how the person called it.
    pub cluster: Cluster,
    /// What should have been read and could not be.
    pub gaps: Vec<Gap>,
    /// Well-formed documents that are no Kubernetes objects, `file:line: why`.
    pub skipped: Vec<String>,
}

/// The small part of an object that stays in memory as fields.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) api_version: Sym,
    pub(crate) kind: Sym,
    /// As applied: `default` where a namespaced built-in object names none.
    pub(crate) namespace: Sym,
    pub(crate) name: Sym,
    pub(crate) labels: Box<[(Sym, Sym)]>,
    /// The controlling owner: kind and name.
    pub(crate) owner: Option<(Sym, Sym)>,
    pub(crate) json: Span,
    pub(crate) file: Sym,
    pub(crate) line: u32,
    pub(crate) marks: Marks,
    pub(crate) problems: Vec<Problem>,
    /// The first object of the same identity in the same file: its own number unless it is a repeat.
    pub(crate) first: u32,
    pub(crate) rendered: bool,
    pub(crate) namespace_written: bool,
    pub(crate) suppressed: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) chunk: u32,
    pub(crate) start: u32,
    pub(crate) len: u32,
}

/// A field whose value has the wrong type: it was left out, the rest of the object is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub pointer: String,
    /// What was expected and what came.
    pub message: String,
}

/// How far the objects of one kind are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// Every object of the kind is here.
    Complete,
    /// Files: what was given is here; the cluster may hold more.
    Given,
    /// The cluster was asked and did not answer, or was not asked.
    Missing,
}

impl Snapshot {
    pub fn len(&self) -> usize {
        self.records.len()
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub fn objects(&self) -> impl ExactSizeIterator<Item = Object<'_>> + '_ {
        (0..u32::try_from(self.records.len()).unwrap_or(u32::MAX)).map(|id| Object::new(self, id))
    }

    /// The object of a number that [`Object::id`] gave.
    pub fn object(&self, id: u32) -> Option<Object<'_>> {
        self.records.get(id as usize).map(|_| Object::new(self, id))
    }

    /// Objects of a kind, whatever their API group.
    pub fn of_kind<'s>(&'s self, kind: &str) -> impl Iterator<Item = Object<'s>> + 's {
        let ids = self.strings.find(kind).and_then(|sym| self.by_kind.get(&sym));
        ids.into_iter().flatten().map(|&id| Object::new(self, id))
    }

    /// The object of that identity. Cluster-scoped objects have an empty namespace.
    pub fn find(&self, kind: &str, namespace: &str, name: &str) -> Option<Object<'_>> {
        let key = (self.strings.find(kind)?, self.strings.find(namespace)?, self.strings.find(name)?);
        self.by_key.get(&key).map(|&id| Object::new(self, id))
    }

    /// Every pod and pod template, with the facts other objects refer to.
    pub fn pods(&self) -> &[PodFacts] {
        &self.pods
    }

    pub fn knowledge(&self, kind: &str) -> Knowledge {
        match self.cluster.input {
            holdfast_model::InputKind::Files | holdfast_model::InputKind::Network => Knowledge::Given,
            holdfast_model::InputKind::Cluster if self.complete.contains(kind) => Knowledge::Complete,
            holdfast_model::InputKind::Cluster => Knowledge::Missing,
        }
    }

    /// Kinds whose every object is here (live input only).
    pub fn complete_kinds(&self) -> impl Iterator<Item = &str> {
        self.complete.iter().map(String::as_str)
    }

    /// Kinds the server was asked for and did not (fully) give.
    pub fn denied_kinds(&self) -> impl Iterator<Item = &str> {
        self.denied.iter().map(String::as_str)
    }

    pub fn count_by_kind(&self) -> BTreeMap<String, usize> {
        self.by_kind.iter().map(|(&kind, ids)| (self.strings.text(kind).to_owned(), ids.len())).collect()
    }

    /// Bytes of JSON kept.
    pub fn json_bytes(&self) -> usize {
        self.chunks.iter().map(Vec::len).sum()
    }

    pub(crate) fn text(&self, sym: Sym) -> &str {
        self.strings.text(sym)
    }
}

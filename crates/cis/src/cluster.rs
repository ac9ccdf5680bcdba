//! The facts of a cluster that the catalogue asks for, computed once from a snapshot.

use std::collections::BTreeMap;
use std::sync::Arc;

use holdfast_inventory::{Estate, Knowledge, Object, Snapshot};
use holdfast_model::{InputKind, Place, Subject};
use serde_json::Value as Json;

use crate::{access, network, pods};

/// One object, or one container of it, that does what a control speaks against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offender {
    pub subject: Subject,
    /// JSON pointer of the field that decides.
    pub pointer: String,
    /// What stands there; `None` when the field is absent.
    pub value: Option<String>,
    pub message: String,
    pub place: Option<Place>,
}

/// How far the objects behind a question are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    Complete,
    /// Files: what was given was judged.
    Given,
    /// This input does not hold them.
    NotHeld(String),
    /// They should have been read and could not be.
    Missing(String),
}

/// The objects that are wrong in one way, and how many were looked at.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) offenders: Arc<Vec<Offender>>,
    pub(crate) known: Known,
    /// What was looked at: `pods and pod templates`.
    pub(crate) population: &'static str,
    pub(crate) judged: usize,
}

/// A single fact; `None` when it is not known.
#[derive(Debug)]
pub(crate) struct SingleFact {
    pub(crate) value: Option<Json>,
    pub(crate) known: Known,
    pub(crate) why: String,
}

/// What the catalogue asks about a cluster.
#[derive(Debug, Default)]
pub struct ClusterFacts {
    groups: BTreeMap<&'static str, Group>,
    facts: BTreeMap<&'static str, SingleFact>,
    /// Context, file names or snapshot name.
    pub name: String,
    pub version: Option<String>,
}

impl ClusterFacts {
    /// Reads everything at once; the snapshot may be dropped afterwards.
    pub fn of(snapshot: &Snapshot) -> Self {
        let estate = Estate::new(snapshot);
        let mut facts = Self {
            name: snapshot.cluster.name.clone(),
            version: snapshot.cluster.version.clone(),
            ..Self::default()
        };
        pods::judge(snapshot, &mut facts);
        access::judge(&estate, &mut facts);
        network::judge(&estate, &mut facts);
        facts
    }

    pub(crate) fn group(&self, name: &str) -> Option<&Group> {
        self.groups.get(name)
    }

    pub(crate) fn fact(&self, name: &str) -> Option<&SingleFact> {
        self.facts.get(name)
    }

    pub(crate) fn add(&mut self, name: &'static str, group: Group) {
        self.groups.insert(name, group);
    }

    pub(crate) fn say(&mut self, name: &'static str, fact: SingleFact) {
        self.facts.insert(name, fact);
    }
}

/// How far these kinds are known together: the least known decides.
pub(crate) fn known(snapshot: &Snapshot, kinds: &[&str]) -> Known {
    if snapshot.cluster.input == InputKind::Files {
        let given = kinds.iter().any(|kind| snapshot.of_kind(kind).next().is_some());
        return if given {
            Known::Given
        } else {
            Known::NotHeld(format!("the files hold no {}", kinds.join(", ")))
        };
    }
    match kinds.iter().find(|kind| snapshot.knowledge(kind) == Knowledge::Missing) {
        Some(kind) => Known::Missing(format!("the cluster did not give its objects of kind {kind}")),
        None => Known::Complete,
    }
}

/// An offence of a whole object.
pub(crate) fn offender(
    object: Object<'_>,
    pointer: impl Into<String>,
    message: impl Into<String>,
) -> Offender {
    let pointer = pointer.into();
    Offender {
        subject: Subject::of(object.reference()),
        place: object.place(&pointer),
        pointer,
        value: None,
        message: message.into(),
    }
}

use std::collections::BTreeMap;

use holdfast_inventory::{Object, Snapshot};
use holdfast_podsecurity::{Level, NamespacePolicy};

/// What a namespace lets its pods be.
#[derive(Clone, Debug, Default)]
pub(crate) struct NamespaceFacts {
    /// Number of its object; files may leave it out.
    pub object: Option<u32>,
    /// What its Pod Security labels enforce.
    pub level: Level,
}

pub(super) fn namespaces(snapshot: &Snapshot) -> BTreeMap<&str, NamespaceFacts> {
    let mut all: BTreeMap<&str, NamespaceFacts> =
        snapshot.of_kind("Namespace").map(|object| (object.name(), of(object))).collect();
    for object in snapshot.objects().filter(|o| !o.namespace().is_empty()) {
        all.entry(object.namespace()).or_default();
    }
    all
}

fn of(object: Object<'_>) -> NamespaceFacts {
    let policy = NamespacePolicy::from_labels(|key| object.label(key));
    NamespaceFacts { object: Some(object.id()), level: policy.enforce.level }
}

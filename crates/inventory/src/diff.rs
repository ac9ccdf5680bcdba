use std::collections::BTreeMap;

use holdfast_model::ResourceRef;
use serde_json::Value;

use crate::json::escape;
use crate::snapshot::Snapshot;

/// What became of one object between two snapshots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Added(ResourceRef),
    Removed(ResourceRef),
    /// The fields that differ, as JSON pointers; whole subtrees where one side has none. At most twenty are named.
    Changed(ResourceRef, Vec<String>),
}

/// Most fields named of one changed object.
const POINTERS: usize = 20;

/// Compares two snapshots by identity, sorted by it. What the server renumbers at every write does not count.
pub fn diff(old: &Snapshot, new: &Snapshot) -> Vec<Change> {
    let by_identity = |snapshot: &'_ Snapshot| -> BTreeMap<ResourceRef, Vec<u8>> {
        snapshot.objects().map(|o| (o.reference(), o.json().to_vec())).collect()
    };
    let (before, after) = (by_identity(old), by_identity(new));
    let mut changes = Vec::new();
    for (what, json) in &before {
        match after.get(what) {
            None => changes.push(Change::Removed(what.clone())),
            Some(other) if other != json => {
                let mut pointers = Vec::new();
                let parse = |json: &[u8]| serde_json::from_slice::<Value>(json).unwrap_or_default();
                compare(&parse(json), &parse(other), &mut String::new(), &mut pointers);
                if !pointers.is_empty() {
                    changes.push(Change::Changed(what.clone(), pointers));
                }
            }
            Some(_) => {}
        }
    }
    changes.extend(after.keys().filter(|what| !before.contains_key(*what)).cloned().map(Change::Added));
    changes.sort_by(|a, b| identity(a).cmp(identity(b)));
    changes
}

fn identity(change: &Change) -> &ResourceRef {
    match change {
        Change::Added(what) | Change::Removed(what) | Change::Changed(what, _) => what,
    }
}

fn compare(old: &Value, new: &Value, pointer: &mut String, found: &mut Vec<String>) {
    if old == new || found.len() >= POINTERS || pointer == "/metadata/resourceVersion" {
        return;
    }
    let here = pointer.len();
    let mut into = |key: &str, old: &Value, new: &Value| {
        pointer.push('/');
        pointer.push_str(&escape(key));
        compare(old, new, pointer, found);
        pointer.truncate(here);
    };
    match (old, new) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                into(key, value, b.get(key).unwrap_or(&Value::Null));
            }
            for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                into(key, &Value::Null, value);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (at, (old, new)) in a.iter().zip(b).enumerate() {
                into(&at.to_string(), old, new);
            }
        }
        _ => found.push(pointer.clone()),
    }
}

//! Snapshots of what would be: the same objects with some of them changed.

use holdfast_model::PatchOp;
use serde_json::Value;

use crate::builder::Builder;
use crate::edit::apply;
use crate::object::Object;
use crate::read::{Document, Marks};
use crate::snapshot::Snapshot;

/// What becomes of one object.
enum Fate {
    Stays,
    Becomes(Vec<u8>),
    Goes,
}

impl Snapshot {
    /// The snapshot with patches made, each for the object of a number. A patch that does not fit leaves its object as it
    /// is. Patches of one object are made together: places in lists are those before the first of them.
    #[must_use]
    pub fn patched(&self, patches: &[(u32, &[PatchOp])]) -> Self {
        let ops_for = |object: Object<'_>| -> Vec<&PatchOp> {
            let own = patches.iter().filter(|(id, _)| *id == object.id());
            let mut ops: Vec<&PatchOp> = own.flat_map(|(_, ops)| ops.iter()).collect();
            // What is removed later must not move what is removed earlier.
            ops.sort_by(|a, b| place(b.path()).cmp(&place(a.path())));
            ops.dedup();
            ops
        };
        self.rebuilt(|object| {
            let ops =
                if patches.iter().any(|(id, _)| *id == object.id()) { ops_for(object) } else { Vec::new() };
            if ops.is_empty() {
                return Fate::Stays;
            }
            let Ok(mut value) = serde_json::from_slice::<Value>(object.json()) else { return Fate::Stays };
            for op in ops {
                if let Some(changed) = apply::apply(value.clone(), op) {
                    value = changed;
                }
            }
            serde_json::to_vec(&value).map_or(Fate::Stays, Fate::Becomes)
        })
        .finish()
    }

    /// The snapshot with the objects of another put over it: those of an identity already there are merged into it
    /// (RFC 7386: what is given counts, `null` removes, lists are replaced), or removed where they say `$patch: delete`;
    /// the others are added.
    #[must_use]
    pub fn overlaid(&self, over: &Self) -> Self {
        let same = |object: Object<'_>, other: &Self| {
            other.find(object.kind(), object.namespace(), object.name()).map(|o| o.json().to_vec())
        };
        let mut builder = self.rebuilt(|object| {
            let Some(patch) = same(object, over) else { return Fate::Stays };
            let parse = |json: &[u8]| serde_json::from_slice::<Value>(json).unwrap_or_default();
            let (mut value, patch) = (parse(object.json()), parse(&patch));
            if patch.get("$patch").and_then(Value::as_str) == Some("delete") {
                return Fate::Goes;
            }
            merge(&mut value, patch);
            serde_json::to_vec(&value).map_or(Fate::Stays, Fate::Becomes)
        });
        for object in over.objects().filter(|o| same(*o, self).is_none()) {
            builder.add(document(object, object.json().to_vec()), object.file());
        }
        builder.finish()
    }

    fn rebuilt(&self, mut fate: impl FnMut(Object<'_>) -> Fate) -> Builder {
        let mut builder = Builder::new(self.cluster.clone());
        for object in self.objects() {
            let json = match fate(object) {
                Fate::Stays => object.json().to_vec(),
                Fate::Becomes(json) => json,
                Fate::Goes => continue,
            };
            builder.add(document(object, json), object.file());
        }
        self.complete_kinds().for_each(|kind| builder.complete(kind));
        self.denied_kinds().for_each(|kind| builder.denied(kind));
        self.gaps.iter().for_each(|gap| builder.gap(gap.clone()));
        builder
    }
}

fn document(object: Object<'_>, json: Vec<u8>) -> Document {
    Document { json, line: object.line(), marks: Marks::default() }
}

/// Pointers in order, numbers by their value.
fn place(pointer: &str) -> Vec<(u64, &str)> {
    pointer.split('/').map(|part| (part.parse().map_or(0, |n: u64| n + 1), part)).collect()
}

fn merge(into: &mut Value, patch: Value) {
    match (into, patch) {
        (Value::Object(members), Value::Object(changes)) => {
            for (key, value) in changes {
                if value.is_null() {
                    members.remove(&key);
                } else {
                    merge(members.entry(key).or_insert(Value::Null), value);
                }
            }
        }
        (into, patch) => *into = patch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;

    fn snapshot(yaml: &str) -> Snapshot {
        let mut builder = Builder::default();
        builder.read(&mut yaml.as_bytes(), "a.yaml", &Limits::default());
        builder.finish()
    }

    const ROLE: &str = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: x}, data: {k: v, l: w}, list: [1, 2, 3]}\n";

    #[test]
    fn places_in_lists_are_those_before_the_first_patch() {
        let before = snapshot(ROLE);
        let remove = |path: &str| PatchOp::Remove { path: path.to_owned() };
        let (one, two) = ([remove("/list/0")], [remove("/list/2")]);
        let after = before.patched(&[(0, &one), (0, &two)]);
        let json = String::from_utf8(after.object(0).unwrap().json().to_vec()).unwrap();
        assert!(json.contains("\"list\":[2]"), "{json}");
    }

    #[test]
    fn objects_are_merged_added_and_removed() {
        let before = snapshot(ROLE);
        let over = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: x}}\n";
        let merged = before.overlaid(&snapshot(&format!(
            "{{apiVersion: v1, kind: ConfigMap, metadata: {{name: a, namespace: x}}, data: {{k: z}}}}\n{over}"
        )));
        let json = String::from_utf8(merged.find("ConfigMap", "x", "a").unwrap().json().to_vec()).unwrap();
        assert!(json.contains(r#""k":"z""#) && json.contains(r#""l":"w""#), "{json}");
        assert_eq!(merged.len(), 2);
        let gone = before.overlaid(&snapshot(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: x}, $patch: delete}\n",
        ));
        assert!(gone.is_empty());
    }
}

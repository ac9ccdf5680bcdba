//! Snapshots of what would be: the same objects with some of them changed.

use holdfast_model::PatchOp;
use rustc_hash::FxHashMap;
use serde_json::Value;

use crate::builder::Builder;
use crate::edit::apply;
use crate::object::Object;
use crate::read::{Document, Marks};
use crate::snapshot::Snapshot;

/// How admission names the volume of a service account's token
/// (<https://kubernetes.io/docs/concepts/storage/projected-volumes/>).
const ADDED_TOKEN: &str = "kube-api-access-";

/// What becomes of one object.
enum Fate {
    Stays,
    Becomes(Vec<u8>),
    Goes,
}

impl Snapshot {
    /// The snapshot with patches made, each for the object of a number. A patch that does not fit leaves its object as it
    /// is. Patches of one object are made together: places in lists are those before the first of them. Pods of a
    /// changed workload change as its template does, as if its controller had made them anew.
    #[must_use]
    pub fn patched(&self, patches: &[(u32, &[PatchOp])]) -> Self {
        let mut all: FxHashMap<u32, Vec<PatchOp>> = FxHashMap::default();
        for (object, ops) in patches {
            all.entry(*object).or_default().extend_from_slice(ops);
        }
        self.roll(&mut all);
        for ops in all.values_mut() {
            // What is removed later must not move what is removed earlier.
            ops.sort_by(|a, b| place(b.path()).cmp(&place(a.path())));
            ops.dedup();
        }
        self.rebuilt(|object| {
            let Some(ops) = all.get(&object.id()).filter(|ops| !ops.is_empty()) else { return Fate::Stays };
            let Ok(mut value) = serde_json::from_slice::<Value>(object.json()) else { return Fate::Stays };
            for op in ops {
                if let Some(changed) = apply::apply(value.clone(), op) {
                    value = changed;
                }
            }
            if object.kind() == "Pod" {
                without_added_token(&mut value);
            }
            serde_json::to_vec(&value).map_or(Fate::Stays, Fate::Becomes)
        })
        .finish()
    }

    /// Adds to the patches of workloads those of their pods.
    fn roll(&self, all: &mut FxHashMap<u32, Vec<PatchOp>>) {
        for facts in self.pods() {
            let pod = facts.object(self);
            let workload = pod.workload();
            if pod.kind() != "Pod" || workload == pod {
                continue;
            }
            let (Some(ops), Some(template)) = (all.get(&workload.id()), workload.pod_facts().first()) else {
                continue;
            };
            let (from, to) = (template.spec_pointer(), facts.spec_pointer());
            let own: Vec<PatchOp> = ops.iter().filter_map(|op| moved(op, from, to)).collect();
            all.entry(pod.id()).or_default().extend(own);
        }
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

/// The same change of what lies under another pointer.
fn moved(op: &PatchOp, from: &str, to: &str) -> Option<PatchOp> {
    let rest = op.path().strip_prefix(from).filter(|rest| rest.starts_with('/'))?;
    let path = format!("{to}{rest}");
    Some(match op {
        PatchOp::Add { value, .. } => PatchOp::Add { path, value: value.clone() },
        PatchOp::Remove { .. } => PatchOp::Remove { path },
    })
}

/// A pod that is made with `automountServiceAccountToken: false` gets no volume with a token from admission.
fn without_added_token(pod: &mut Value) {
    let Some(spec) = pod.get_mut("spec") else { return };
    if spec.get("automountServiceAccountToken") != Some(&Value::Bool(false)) {
        return;
    }
    let kept = |item: &Value| {
        item.get("name").and_then(Value::as_str).is_none_or(|name| !name.starts_with(ADDED_TOKEN))
    };
    let retain = |list: Option<&mut Value>| {
        if let Some(list) = list.and_then(Value::as_array_mut) {
            list.retain(kept);
        }
    };
    retain(spec.get_mut("volumes"));
    for containers in ["containers", "initContainers", "ephemeralContainers"] {
        let containers = spec.get_mut(containers).and_then(Value::as_array_mut);
        for container in containers.into_iter().flatten() {
            retain(container.get_mut("volumeMounts"));
        }
    }
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
    fn pods_change_as_the_template_of_their_workload() {
        let spec = "automountServiceAccountToken: true, containers: [{name: c, image: i, volumeMounts: [{name: kube-api-access-x, mountPath: /t}, {name: v, mountPath: /v}]}], volumes: [{name: v, emptyDir: {}}, {name: kube-api-access-x, projected: {}}]";
        let owned = |kind: &str| {
            format!(
                "namespace: x, ownerReferences: [{{apiVersion: apps/v1, kind: {kind}, name: a, controller: true}}]"
            )
        };
        let before = snapshot(&format!(
            "---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: a, namespace: x}}, spec: {{template: {{spec: {{{spec}}}}}}}}}\n\
             ---\n{{apiVersion: apps/v1, kind: ReplicaSet, metadata: {{name: a, {}}}, spec: {{template: {{spec: {{{spec}}}}}}}}}\n\
             ---\n{{apiVersion: v1, kind: Pod, metadata: {{name: a, {}}}, spec: {{{spec}}}}}\n",
            owned("Deployment"),
            owned("ReplicaSet")
        ));
        let under = "/spec/template/spec";
        let ops = [
            PatchOp::Remove { path: format!("{under}/volumes/0") },
            PatchOp::Add { path: format!("{under}/automountServiceAccountToken"), value: false.into() },
        ];
        let id = before.find("Deployment", "x", "a").unwrap().id();
        let after = before.patched(&[(id, &ops)]);
        let pod: Value = serde_json::from_slice(after.find("Pod", "x", "a").unwrap().json()).unwrap();
        let mounts = serde_json::json!([{"name": "v", "mountPath": "/v"}]);
        assert_eq!(pod["spec"]["automountServiceAccountToken"], false);
        assert_eq!(pod["spec"]["volumes"], serde_json::json!([]));
        assert_eq!(pod["spec"]["containers"][0]["volumeMounts"], mounts);
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

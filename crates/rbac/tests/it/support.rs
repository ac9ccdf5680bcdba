use holdfast_inventory::read::{Document, Marks};
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};
use serde_json::{Value, json};

pub(crate) fn snapshot(input: InputKind, objects: &[Value]) -> Snapshot {
    let mut builder = Builder::new(Cluster { input, name: "test".to_owned(), version: None });
    for object in objects {
        let json = serde_json::to_vec(object).expect("JSON");
        builder.add(Document { json, line: 1, marks: Marks::default() }, "");
    }
    let snapshot = builder.finish();
    assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps);
    snapshot
}

pub(crate) fn object(kind: &str, namespace: &str, name: &str, rest: Value) -> Value {
    let mut metadata = json!({"name": name});
    if !namespace.is_empty() {
        metadata["namespace"] = namespace.into();
    }
    let mut object =
        json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": kind, "metadata": metadata});
    for (key, value) in rest.as_object().expect("fields") {
        match key.as_str() {
            "labels" => object["metadata"]["labels"] = value.clone(),
            _ => object[key] = value.clone(),
        }
    }
    object
}

pub(crate) fn role(kind: &str, namespace: &str, name: &str, rules: Value) -> Value {
    object(kind, namespace, name, json!({"rules": rules}))
}

pub(crate) fn binding(namespace: &str, name: &str, to: (&str, &str), subjects: Value) -> Value {
    let kind = if namespace.is_empty() { "ClusterRoleBinding" } else { "RoleBinding" };
    let (role_kind, role_name) = to;
    let role = json!({"apiGroup": "rbac.authorization.k8s.io", "kind": role_kind, "name": role_name});
    object(kind, namespace, name, json!({"roleRef": role, "subjects": subjects}))
}

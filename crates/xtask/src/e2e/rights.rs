//! Random roles, bindings and questions about them.

use serde_json::{Value, json};

use super::random::Random;

pub(super) const API: &str = "rbac.authorization.k8s.io";
pub(super) const NAMESPACES: &[&str] = &["rbac-a", "rbac-b", "rbac-c"];
const USERS: &[&str] = &["ann", "bob", "cat", "dan", "eve", "*", "system:anonymous"];
const GROUPS: &[&str] = &[
    "devs",
    "ops",
    "audit",
    "system:authenticated",
    "system:serviceaccounts",
    "system:serviceaccounts:rbac-a",
    "*",
];
const ACCOUNTS: &[&str] = &["web", "job", "default"];
const VERBS: &[&str] = &[
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "*",
    "bind",
    "escalate",
    "impersonate",
    "use",
    "approve",
    "GET",
    "custom",
];
const API_GROUPS: &[&str] =
    &["", "apps", "batch", API, "*", "example.com", "certificates.k8s.io", "networking.k8s.io"];
const RESOURCES: &[&str] = &[
    "pods",
    "pods/exec",
    "pods/log",
    "pods/*",
    "*/scale",
    "*/*",
    "*",
    "*/exec",
    "secrets",
    "deployments",
    "deployments/scale",
    "nodes",
    "nodes/proxy",
    "services/proxy",
    "serviceaccounts/token",
    "configmaps",
    "jobs",
    "roles",
    "clusterroles",
    "rolebindings",
    "users",
    "groups",
    "widgets",
    "widgets/status",
    "namespaces",
];
const NAMES: &[&str] = &["a", "b", "c", "ann", "admin", "*", ""];
/// What rules hold, and below what is asked for.
const PATHS: &[&str] =
    &["/healthz", "/healthz/*", "/metrics", "/api/*", "*", "/logs*", "/api", "/x/*/y", "/"];
const ASKED_PATHS: &[&str] = &[
    "/healthz",
    "/healthz/",
    "/healthz/etcd",
    "/metrics",
    "/metrics/",
    "/api/v1",
    "/api",
    "/api/",
    "/logs",
    "/logs/x",
    "/logsx",
    "/x/z/y",
    "/",
    "/version",
    "*",
    "/HEALTHZ",
];
/// On every object of this test.
pub(super) const ANY: &str = "e2e/any";
/// Labels by which roles are joined into others.
const LABELS: &[&str] = &["to-a", "to-b", "to-c"];

/// An object and the collection it is created in.
pub(super) type Made = (String, Value);

/// Roles of the cluster and of namespaces, some made of others, and bindings of them.
pub(super) fn objects(random: &mut Random, roles: usize, bindings: usize) -> Vec<Made> {
    let mut made = Vec::new();
    for at in 0..roles {
        made.push(if random.chance(1, 2) { cluster_role(random, at) } else { role(random, at) });
    }
    for at in 0..bindings {
        made.push(binding(random, at, roles));
    }
    made
}

fn cluster_role(random: &mut Random, at: usize) -> Made {
    let mut object = json!({
        "apiVersion": format!("{API}/v1"), "kind": "ClusterRole",
        "metadata": {"name": format!("r{at}"), "labels": labels(random)},
        "rules": rules(random, true),
    });
    if random.chance(1, 8) {
        let chosen = format!("e2e/{}", random.pick(LABELS));
        let selector = if random.chance(1, 2) {
            json!({"matchLabels": {chosen: "true"}})
        } else {
            let operator = random.pick(&["Exists", "DoesNotExist", "In", "NotIn"]);
            let values = if operator.ends_with("In") { json!(["true", "yes"]) } else { json!([]) };
            json!({"matchLabels": {ANY: "true"}, "matchExpressions": [{"key": chosen, "operator": operator, "values": values}]})
        };
        if let Some(fields) = object.as_object_mut() {
            fields.insert("aggregationRule".to_owned(), json!({"clusterRoleSelectors": [selector]}));
        }
    }
    (format!("/apis/{API}/v1/clusterroles"), object)
}

fn labels(random: &mut Random) -> Value {
    let mut labels = serde_json::Map::new();
    labels.insert(ANY.to_owned(), json!("true"));
    for label in LABELS {
        if random.chance(1, 4) {
            labels.insert(format!("e2e/{label}"), json!(random.pick(&["true", "false"])));
        }
    }
    Value::Object(labels)
}

fn role(random: &mut Random, at: usize) -> Made {
    let namespace = random.pick(NAMESPACES);
    let object = json!({
        "apiVersion": format!("{API}/v1"), "kind": "Role",
        "metadata": {"name": format!("r{at}"), "namespace": namespace, "labels": {ANY: "true"}},
        "rules": rules(random, false),
    });
    (format!("/apis/{API}/v1/namespaces/{namespace}/roles"), object)
}

fn rules(random: &mut Random, paths: bool) -> Vec<Value> {
    (0..random.below(4))
        .map(|_| {
            if paths && random.chance(1, 4) {
                return json!({"verbs": random.some(VERBS, 3), "nonResourceURLs": random.some(PATHS, 2)});
            }
            let mut rule = json!({
                "verbs": random.some(VERBS, 4), "apiGroups": random.some(API_GROUPS, 2),
                "resources": random.some(RESOURCES, 3),
            });
            if let Some(fields) = rule.as_object_mut().filter(|_| random.chance(1, 4)) {
                let names: Vec<&str> = NAMES.iter().copied().filter(|name| !name.is_empty()).collect();
                fields.insert("resourceNames".to_owned(), json!(random.some(&names, 2)));
            }
            rule
        })
        .collect()
}

fn binding(random: &mut Random, at: usize, roles: usize) -> Made {
    let subjects: Vec<Value> = (0..random.below(4)).map(|_| subject(random)).collect();
    // Some roles do not exist: such a binding grants nothing.
    let name = format!("r{}", random.below(roles + 5));
    let name = if random.chance(1, 20) { random.pick(&["view", "edit", "admin"]).to_owned() } else { name };
    let across = random.chance(2, 5);
    let kind = if across || random.chance(1, 2) { "ClusterRole" } else { "Role" };
    let mut object = json!({
        "apiVersion": format!("{API}/v1"), "kind": if across { "ClusterRoleBinding" } else { "RoleBinding" },
        "metadata": {"name": format!("b{at}"), "labels": {ANY: "true"}},
        "roleRef": {"apiGroup": API, "kind": kind, "name": name}, "subjects": subjects,
    });
    if across {
        return (format!("/apis/{API}/v1/clusterrolebindings"), object);
    }
    let namespace = random.pick(NAMESPACES);
    if let Some(metadata) = object.pointer_mut("/metadata").and_then(Value::as_object_mut) {
        metadata.insert("namespace".to_owned(), json!(namespace));
    }
    (format!("/apis/{API}/v1/namespaces/{namespace}/rolebindings"), object)
}

fn subject(random: &mut Random) -> Value {
    match random.below(3) {
        0 => json!({"apiGroup": API, "kind": "User", "name": user(random)}),
        1 => json!({"apiGroup": API, "kind": "Group", "name": random.pick(GROUPS)}),
        _ => {
            json!({"kind": "ServiceAccount", "namespace": random.pick(NAMESPACES), "name": random.pick(ACCOUNTS)})
        }
    }
}

/// A person, or an account by the name it logs in with.
fn user(random: &mut Random) -> String {
    if random.chance(1, 3) {
        format!("system:serviceaccount:{}:{}", random.pick(NAMESPACES), random.pick(ACCOUNTS))
    } else {
        random.pick(USERS).to_owned()
    }
}

/// The spec of a SubjectAccessReview. Groups are given as they are, so none is added by anybody.
pub(super) fn question(random: &mut Random) -> Value {
    let groups: Vec<&str> = if random.chance(1, 4) { Vec::new() } else { random.some(GROUPS, 2) };
    let who = json!({"user": user(random), "groups": groups});
    let mut spec = who;
    let (key, attributes) = if random.chance(1, 6) {
        let verb = random.pick(VERBS);
        ("nonResourceAttributes", json!({"verb": verb, "path": random.pick(ASKED_PATHS)}))
    } else {
        ("resourceAttributes", attributes(random))
    };
    if let Some(fields) = spec.as_object_mut() {
        fields.insert(key.to_owned(), attributes);
    }
    spec
}

fn attributes(random: &mut Random) -> Value {
    let asked = random.pick(RESOURCES);
    let (resource, sub) = asked.split_once('/').unwrap_or((asked, ""));
    let namespace = if random.chance(1, 4) { "" } else { random.pick(NAMESPACES) };
    json!({
        "verb": random.pick(VERBS), "group": random.pick(API_GROUPS), "resource": resource, "subresource": sub,
        "namespace": namespace, "name": random.pick(NAMES),
    })
}

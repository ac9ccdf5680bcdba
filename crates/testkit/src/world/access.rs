use serde_json::{Value, json};

use super::plan::{App, Plan, Way};

const GROUP: &str = "rbac.authorization.k8s.io";
const VERSION: &str = "rbac.authorization.k8s.io/v1";

fn meta(plan: &Plan, app: &App) -> Value {
    json!({"name": app.name, "namespace": plan.namespace(app).name, "labels": super::pod::labels(plan, app)})
}

pub(super) fn account(plan: &Plan, app: &App) -> Value {
    json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": meta(plan, app), "automountServiceAccountToken": false})
}

/// Reads its own settings, nothing else.
pub(super) fn role(plan: &Plan, app: &App) -> Value {
    json!({"apiVersion": VERSION, "kind": "Role", "metadata": meta(plan, app), "rules": [
        {"apiGroups": [""], "resources": ["configmaps"], "resourceNames": [app.name], "verbs": ["get", "watch"]}]})
}

pub(super) fn binding(plan: &Plan, app: &App) -> Value {
    json!({"apiVersion": VERSION, "kind": "RoleBinding", "metadata": meta(plan, app),
        "roleRef": {"apiGroup": GROUP, "kind": "Role", "name": app.name}, "subjects": [subject(plan, app)]})
}

fn subject(plan: &Plan, app: &App) -> Value {
    json!({"kind": "ServiceAccount", "name": app.name, "namespace": plan.namespace(app).name})
}

/// The name of the binding that gives an app every right.
pub(super) fn admin_name(plan: &Plan, app: &App) -> String {
    format!("{}-{}-admin", plan.namespace(app).name, app.name)
}

pub(super) fn admin_binding(plan: &Plan, app: &App) -> Option<Value> {
    (app.way == Some(Way::ToAdmin)).then(|| {
        json!({"apiVersion": VERSION, "kind": "ClusterRoleBinding", "metadata": {"name": admin_name(plan, app)},
            "roleRef": {"apiGroup": GROUP, "kind": "ClusterRole", "name": "cluster-admin"}, "subjects": [subject(plan, app)]})
    })
}

/// Roles every cluster has.
pub(super) fn cluster_roles() -> Vec<Value> {
    let role = |name: &str, rules: Value| {
        json!({"apiVersion": VERSION, "kind": "ClusterRole",
            "metadata": {"name": name, "labels": {"kubernetes.io/bootstrapping": "rbac-defaults"}}, "rules": rules})
    };
    let view = json!([{"apiGroups": ["", "apps"], "resources": ["pods", "services", "deployments"], "verbs": ["get", "list", "watch"]}]);
    let all = json!([{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}, {"nonResourceURLs": ["*"], "verbs": ["*"]}]);
    vec![role("cluster-admin", all), role("view", view)]
}

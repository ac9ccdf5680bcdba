use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::access::admin_name;
use super::flaw::{FLAWS, OBJECT_FLAWS, PRIVILEGED};
use super::net::public_name;
use super::plan::{App, Plan, Tier, Way};

/// Kind, namespace, name.
type Key = (String, String, String);

/// The answers by check, then paths and pairs. Of every check named here all findings are listed: others are invented.
pub(super) fn truth(plan: &Plan) -> Value {
    let checks: BTreeMap<&str, Vec<Value>> = checks(plan)
        .into_iter()
        .map(|(check, subjects)| {
            (check, subjects.iter().map(|(kind, ns, name)| reference(kind, ns, name)).collect())
        })
        .collect();
    let paths: Vec<Value> = plan.apps.iter().filter_map(|app| path(plan, app)).collect();
    let size = plan.size;
    json!({"schema": "holdfast.truth/v1", "pods": size.pods, "nodes": size.nodes, "seed": size.seed,
        "checks": checks, "paths": paths, "reach": pairs(plan)})
}

fn reference(kind: &str, namespace: &str, name: &str) -> Value {
    json!({"kind": kind, "namespace": namespace, "name": name})
}

fn controller(plan: &Plan, app: &App) -> Value {
    reference(app.controller.kind(), &plan.namespace(app).name, &app.name)
}

fn checks(plan: &Plan) -> BTreeMap<&'static str, BTreeSet<Key>> {
    let mut found: BTreeMap<&'static str, BTreeSet<Key>> = BTreeMap::new();
    // A check without a finding is scored too: whatever it says is invented.
    let scored =
        FLAWS.iter().flat_map(|flaw| flaw.checks).chain(OBJECT_FLAWS.iter().flat_map(|flaw| flaw.checks));
    for check in scored.chain(&["namespace-without-netpol", "service-type-exposed"]) {
        found.entry(check).or_default();
    }
    let mut add = |check: &'static str, kind: &str, namespace: &str, name: &str| {
        found.entry(check).or_default().insert((kind.to_owned(), namespace.to_owned(), name.to_owned()));
    };
    for app in &plan.apps {
        let namespace = plan.namespace(app).name.as_str();
        let mut own: Vec<&'static str> = app.flaw.map_or(&[][..], |flaw| flaw.checks).to_vec();
        match app.way {
            Some(Way::ToNode) => own.extend(PRIVILEGED),
            Some(Way::ToAdmin) => {
                own.push("sa-token-automount");
                add("cluster-admin-bound", "ClusterRoleBinding", "", &admin_name(plan, app));
            }
            None => {}
        }
        if app.way.is_some() {
            add("service-type-exposed", "Service", namespace, &public_name(app));
        }
        for check in own {
            add(check, app.controller.kind(), namespace, &app.name);
        }
    }
    for namespace in super::infra::SYSTEM {
        add("namespace-without-netpol", "Namespace", "", namespace);
    }
    for namespace in &plan.namespaces {
        let has_policy = namespace.flaws.iter().any(|flaw| flaw.checks.contains(&"netpol-dangling"));
        if namespace.open && !has_policy {
            add("namespace-without-netpol", "Namespace", "", &namespace.name);
        }
        for flaw in &namespace.flaws {
            let object = (flaw.object)(&namespace.name);
            let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
            for check in flaw.checks {
                add(check, text("/kind"), text("/metadata/namespace"), text("/metadata/name"));
            }
        }
    }
    found
}

/// From outside to the node or to every right, and what each removed alone closes the way.
fn path(plan: &Plan, app: &App) -> Option<Value> {
    let namespace = plan.namespace(app).name.as_str();
    let (service, workload) = (reference("Service", namespace, &public_name(app)), controller(plan, app));
    let account = reference("ServiceAccount", namespace, &app.name);
    let step = |edge: &str, from: &Value, to: &Value| json!({"edge": edge, "from": from, "to": to});
    let enter = step("endpoint-exploit", &service, &workload);
    Some(match app.way? {
        Way::ToNode => {
            let node = reference("Node", "", "");
            json!({"entry": service, "target": node, "steps": [enter, step("container-escape", &workload, &node)],
                "cuts": [service, workload]})
        }
        Way::ToAdmin => {
            let (binding, role) = (
                reference("ClusterRoleBinding", "", &admin_name(plan, app)),
                reference("ClusterRole", "", "cluster-admin"),
            );
            json!({"entry": service, "target": role,
                "steps": [enter, step("identity-assume", &workload, &account), step("permission-discover", &account, &role)],
                "cuts": [service, workload, account, binding]})
        }
    })
}

/// Pairs of workloads: which of them reach each other on TCP, by the policies written and nothing else.
fn pairs(plan: &Plan) -> Vec<Value> {
    let mut pairs = Vec::new();
    let of = |ns: usize, tier: Tier| {
        let sound = |app: &&App| app.tier == tier && app.flaw.is_none() && app.way.is_none();
        plan.apps_of(ns).find(sound)
    };
    let mut add = |from: Option<&App>, to: Option<&App>, port: u16, reachable: bool| {
        if let (Some(from), Some(to)) = (from, to) {
            pairs.push(json!({"from": controller(plan, from), "to": controller(plan, to), "protocol": "TCP", "port": port,
                "reachable": reachable}));
        }
    };
    for (ns, namespace) in plan.namespaces.iter().enumerate() {
        let next = (ns + 1) % plan.namespaces.len();
        let (front, back, open) = (of(ns, Tier::Frontend), of(ns, Tier::Backend), namespace.open);
        add(front, back, 8080, true);
        add(front, back, 9090, open);
        add(back, front, 8080, open);
        if next != ns {
            // Across namespaces both ends must allow it.
            add(front, of(next, Tier::Backend), 8080, open && plan.namespaces[next].open);
        }
    }
    pairs
}

use serde_json::{Value, json};

use super::plan::{App, Namespace, Plan, Tier};

fn meta(plan: &Plan, app: &App, name: &str) -> Value {
    json!({"name": name, "namespace": plan.namespace(app).name, "labels": super::pod::labels(plan, app)})
}

fn service_of(plan: &Plan, app: &App, name: &str, kind: &str) -> Value {
    let mut spec = json!({"type": kind, "selector": {"app.kubernetes.io/name": app.name}, "sessionAffinity": "None",
        "internalTrafficPolicy": "Cluster", "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
        "ports": [{"name": "http", "port": 8080, "targetPort": 8080, "protocol": "TCP"}]});
    // A StatefulSet's own service has no address.
    let headless = app.controller == super::plan::Controller::StatefulSet && kind == "ClusterIP";
    let address = format!("10.{}.{}.{}", 128 + app.index / 65_536, app.index / 256 % 256, app.index % 256);
    spec["clusterIP"] = json!(if headless { "None".to_owned() } else { address });
    json!({"apiVersion": "v1", "kind": "Service", "metadata": meta(plan, app, name), "spec": spec})
}

pub(super) fn service(plan: &Plan, app: &App) -> Value {
    service_of(plan, app, &app.name, "ClusterIP")
}

/// The name of the service that publishes an app with a way in.
pub(super) fn public_name(app: &App) -> String {
    format!("{}-public", app.name)
}

pub(super) fn public_service(plan: &Plan, app: &App) -> Value {
    service_of(plan, app, &public_name(app), "LoadBalancer")
}

/// Published by name, with TLS.
pub(super) fn ingress(plan: &Plan, app: &App) -> Value {
    let host = format!("{}.{}.example.com", app.name, plan.namespace(app).name);
    json!({"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": meta(plan, app, &app.name),
        "spec": {"ingressClassName": "nginx", "tls": [{"hosts": [host], "secretName": app.name}],
            "rules": [{"host": host, "http": {"paths": [{"path": "/", "pathType": "Prefix",
                "backend": {"service": {"name": app.name, "port": {"number": 8080}}}}]}}]}})
}

fn policy(namespace: &str, name: &str, spec: Value) -> Value {
    json!({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
        "metadata": {"name": name, "namespace": namespace, "labels": {"app.kubernetes.io/part-of": namespace}}, "spec": spec})
}

/// Who may talk in a namespace: nobody, but for what is written here.
pub(super) fn policies(plan: &Plan, index: usize, namespace: &Namespace) -> Vec<Value> {
    if namespace.open {
        return Vec::new();
    }
    let ns = namespace.name.as_str();
    let tier = |name: &str| json!({"matchLabels": {"tier": name}});
    let port = |number: u16| json!([{"protocol": "TCP", "port": number}]);
    let in_namespace = |name: &str| json!({"matchLabels": {"kubernetes.io/metadata.name": name}});
    let mut all = vec![
        policy(ns, "default-deny", json!({"podSelector": {}, "policyTypes": ["Ingress", "Egress"]})),
        policy(
            ns,
            "allow-dns",
            json!({"podSelector": {}, "policyTypes": ["Egress"], "egress": [
            {"to": [{"namespaceSelector": in_namespace("kube-system"), "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}}}],
             "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}]}]}),
        ),
        policy(
            ns,
            "allow-ingress-controller",
            json!({"podSelector": tier("frontend"), "policyTypes": ["Ingress"], "ingress": [
            {"from": [{"namespaceSelector": in_namespace("ingress-nginx"), "podSelector": {"matchLabels": {"app.kubernetes.io/name": "ingress-nginx"}}}],
             "ports": port(8080)}]}),
        ),
        policy(
            ns,
            "frontend-to-backend",
            json!({"podSelector": tier("frontend"), "policyTypes": ["Egress"], "egress": [
            {"to": [{"podSelector": tier("backend")}], "ports": port(8080)}]}),
        ),
    ];
    // A policy that selects nothing would be a flaw of its own.
    if plan.apps_of(index).any(|app| app.tier == Tier::Backend) {
        all.push(policy(
            ns,
            "backend-from-frontend",
            json!({"podSelector": tier("backend"), "policyTypes": ["Ingress"], "ingress": [
            {"from": [{"podSelector": tier("frontend")}], "ports": port(8080)}]}),
        ));
    }
    for app in plan.apps_of(index).filter(|app| app.way.is_some()) {
        let selector = json!({"matchLabels": {"app.kubernetes.io/name": app.name}});
        all.push(policy(
            ns,
            &super::net::public_name(app),
            json!({"podSelector": selector, "policyTypes": ["Ingress"], "ingress": [
            {"from": [{"ipBlock": {"cidr": "0.0.0.0/0"}}], "ports": port(8080)}]}),
        ));
    }
    all
}

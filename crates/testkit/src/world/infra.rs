use serde_json::{Value, json};

use super::plan::Plan;
use super::rng::Rng;

pub(super) fn node_name(index: usize) -> String {
    format!("node-{index:04}")
}

pub(super) fn node_address(index: usize) -> String {
    format!("10.0.{}.{}", index / 250 % 256, 1 + index % 250)
}

pub(super) fn node(plan: &Plan, index: usize) -> Value {
    let mut rng = Rng::of(plan.size.seed, 20, index);
    let name = node_name(index);
    let zone = format!("north-{}", index % 3);
    json!({"apiVersion": "v1", "kind": "Node",
        "metadata": {"name": name, "uid": rng.uid(), "creationTimestamp": rng.time(), "labels": {
            "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64",
            "node.kubernetes.io/instance-type": "c8", "topology.kubernetes.io/zone": zone, "topology.kubernetes.io/region": "north"}},
        "spec": {"podCIDR": format!("10.{}.{}.0/24", 64 + index / 256, index % 256)},
        "status": {"addresses": [{"type": "InternalIP", "address": node_address(index)}, {"type": "Hostname", "address": name}],
            "capacity": {"cpu": "32", "memory": "131072000Ki", "pods": "110"},
            "nodeInfo": {"kubeletVersion": "v1.36.2", "kernelVersion": "6.12.57", "osImage": "Debian GNU/Linux 13 (trixie)",
                "containerRuntimeVersion": "containerd://2.2.0", "operatingSystem": "linux", "architecture": "amd64",
                "machineID": rng.hex(32), "systemUUID": rng.uid(), "bootID": rng.uid()},
            "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady", "lastTransitionTime": rng.time()}]}})
}

/// Namespaces that are not a team's. They have no network policy.
pub(super) const SYSTEM: &[&str] = &["default", "ingress-nginx", "kube-system", "monitoring"];

pub(super) fn namespaces(plan: &Plan) -> impl Iterator<Item = Value> + '_ {
    let names = SYSTEM.iter().copied().chain(plan.namespaces.iter().map(|namespace| namespace.name.as_str()));
    names.map(|name| {
        json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": {
            "kubernetes.io/metadata.name": name, "pod-security.kubernetes.io/enforce": "privileged"}},
            "status": {"phase": "Active"}})
    })
}

pub(super) fn quota(plan: &Plan, index: usize) -> Value {
    json!({"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "team", "namespace": plan.namespaces[index].name},
        "spec": {"hard": {"pods": "2000", "requests.cpu": "4000", "requests.memory": "8Ti"}}})
}

pub(super) fn limits(plan: &Plan, index: usize) -> Value {
    json!({"apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "team", "namespace": plan.namespaces[index].name},
        "spec": {"limits": [{"type": "Container", "min": {"cpu": "10m"}}]}})
}

pub(super) fn job(plan: &Plan, index: usize) -> Value {
    let (namespace, mut rng) = (&plan.namespaces[index], Rng::of(plan.size.seed, 21, index));
    let spec = plan.apps_of(index).next().map(|app| {
        let mut sound = app.clone();
        (sound.flaw, sound.way) = (None, None);
        let mut spec = super::pod::spec(plan, &sound);
        spec["restartPolicy"] = json!("OnFailure");
        spec
    });
    let labels = json!({"app.kubernetes.io/name": "nightly", "team": namespace.name});
    json!({"apiVersion": "batch/v1", "kind": "CronJob",
        "metadata": {"name": "nightly", "namespace": namespace.name, "labels": labels},
        "spec": {"schedule": format!("{} 3 * * *", rng.below(60)), "concurrencyPolicy": "Forbid", "startingDeadlineSeconds": 300,
            "jobTemplate": {"spec": {"backoffLimit": 2, "ttlSecondsAfterFinished": 3600, "template": {"metadata": {"labels": labels}, "spec": spec}}}}})
}

pub(super) fn resource_definitions() -> Vec<Value> {
    let kinds = ["Certificate", "ExternalSecret", "Rollout", "ServiceMonitor"];
    let definition = |kind: &str| {
        let plural = format!("{}s", kind.to_ascii_lowercase());
        json!({"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": {"name": format!("{plural}.example.com")}, "spec": {"group": "example.com", "scope": "Namespaced",
            "names": {"kind": kind, "plural": plural}, "versions": [{"name": "v1", "served": true, "storage": true,
                "schema": {"openAPIV3Schema": {"type": "object"}}}]}})
    };
    kinds.map(definition).into()
}

pub(super) fn webhooks() -> Vec<Value> {
    vec![json!({"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration",
        "metadata": {"name": "image-gate"}, "webhooks": [{"name": "images.example.com", "admissionReviewVersions": ["v1"],
            "sideEffects": "None", "failurePolicy": "Fail", "timeoutSeconds": 5,
            "clientConfig": {"service": {"name": "image-gate", "namespace": "kube-system", "path": "/validate"}},
            "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"]}]}]})]
}

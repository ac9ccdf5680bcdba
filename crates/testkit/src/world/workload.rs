use serde_json::{Value, json};

use super::plan::{App, Controller, Plan};
use super::pod::{annotations, labels, owner, set_name, spec};
use super::rng::Rng;

fn template(plan: &Plan, app: &App, hash: Option<&str>) -> Value {
    let mut rng = Rng::of(plan.size.seed, 7, app.index);
    let mut labels = labels(plan, app);
    if let Some(hash) = hash {
        labels["pod-template-hash"] = json!(hash);
    }
    json!({"metadata": {"annotations": annotations(&mut rng), "creationTimestamp": null, "labels": labels}, "spec": spec(plan, app)})
}

fn metadata(plan: &Plan, app: &App, name: &str, stream: u64) -> Value {
    let mut rng = Rng::of(plan.size.seed, stream, app.index);
    json!({"name": name, "namespace": plan.namespace(app).name, "uid": rng.uid(), "generation": 1 + rng.below(40),
        "resourceVersion": (1_000_000 + rng.below(90_000_000)).to_string(), "creationTimestamp": rng.time(),
        "labels": labels(plan, app), "annotations": {"deployment.kubernetes.io/revision": (1 + rng.below(40)).to_string(),
            "meta.helm.sh/release-name": app.name, "meta.helm.sh/release-namespace": plan.namespace(app).name}})
}

/// The controller that people write.
pub(super) fn controller(plan: &Plan, app: &App) -> Value {
    let mut spec = json!({"replicas": app.replicas, "revisionHistoryLimit": 3,
        "selector": {"matchLabels": {"app.kubernetes.io/name": app.name}}, "template": template(plan, app, None)});
    match app.controller {
        Controller::Deployment => {
            spec["strategy"] = json!({"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}});
            spec["progressDeadlineSeconds"] = json!(600);
        }
        Controller::StatefulSet => {
            spec["serviceName"] = json!(app.name);
            spec["podManagementPolicy"] = json!("Parallel");
        }
    }
    let status = json!({"observedGeneration": 1, "replicas": app.replicas, "readyReplicas": app.replicas,
        "updatedReplicas": app.replicas, "availableReplicas": app.replicas});
    json!({"apiVersion": "apps/v1", "kind": app.controller.kind(), "metadata": metadata(plan, app, &app.name, 8),
        "spec": spec, "status": status})
}

/// The replica set of a deployment.
pub(super) fn replica_set(plan: &Plan, app: &App) -> Value {
    let name = set_name(plan, app);
    let hash = name.rsplit('-').next().unwrap_or_default();
    let mut metadata = metadata(plan, app, &name, 9);
    metadata["uid"] = json!(Rng::of(plan.size.seed, 5, app.index).uid());
    metadata["labels"]["pod-template-hash"] = json!(hash);
    metadata["ownerReferences"] =
        json!([owner("Deployment", &app.name, &Rng::of(plan.size.seed, 8, app.index).uid())]);
    let selector = json!({"app.kubernetes.io/name": app.name, "pod-template-hash": hash});
    json!({"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": metadata,
        "spec": {"replicas": app.replicas, "selector": {"matchLabels": selector}, "template": template(plan, app, Some(hash))},
        "status": {"replicas": app.replicas, "readyReplicas": app.replicas, "availableReplicas": app.replicas}})
}

pub(super) fn config_map(plan: &Plan, app: &App) -> Value {
    let mut rng = Rng::of(plan.size.seed, 10, app.index);
    let lines: Vec<String> = (0..20).map(|n| format!("setting.{n}: {}", rng.below(1000))).collect();
    json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata(plan, app, &app.name, 11),
        "data": {"app.yaml": lines.join("\n"), "log.level": "info"}})
}

/// A secret as it may leave the server: without values.
pub(super) fn secret(plan: &Plan, app: &App) -> Value {
    json!({"apiVersion": "v1", "kind": "Secret", "type": "Opaque", "metadata": metadata(plan, app, &app.name, 12),
        "data": {"username": "", "password": ""}})
}

pub(super) fn disruption_budget(plan: &Plan, app: &App) -> Value {
    json!({"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": metadata(plan, app, &app.name, 13),
        "spec": {"maxUnavailable": "25%", "unhealthyPodEvictionPolicy": "AlwaysAllow",
            "selector": {"matchLabels": {"app.kubernetes.io/name": app.name}}}})
}

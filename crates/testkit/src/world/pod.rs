use serde_json::{Map, Value, json};

use super::flaw::privileged;
use super::plan::{App, Controller, Plan, Tier, Way};
use super::rng::Rng;

/// Labels of an app's pods.
pub(super) fn labels(plan: &Plan, app: &App) -> Value {
    let tier = match app.tier {
        Tier::Frontend => "frontend",
        Tier::Backend => "backend",
    };
    json!({"app.kubernetes.io/name": app.name, "app.kubernetes.io/instance": app.name,
        "app.kubernetes.io/part-of": plan.namespace(app).name, "app.kubernetes.io/managed-by": "Helm",
        "team": plan.namespace(app).name, "tier": tier})
}

/// The image of an app, by tag and digest.
fn image(plan: &Plan, app: &App) -> String {
    let mut rng = Rng::of(plan.size.seed, 2, app.index);
    let (team, minor, patch) = (&plan.namespace(app).name, rng.below(30), rng.below(20));
    format!("registry.example.com/{team}/{}:1.{minor}.{patch}@sha256:{}", app.name, rng.hex(64))
}

/// What the pods of an app are made of; its flaw is in it.
pub(super) fn spec(plan: &Plan, app: &App) -> Value {
    let mut rng = Rng::of(plan.size.seed, 3, app.index);
    let (cpu, memory) = (100 * (1 + rng.below(8)), 128 * (1 + rng.below(8)));
    let uid = 10_001 + rng.below(40_000);
    let probe = |path: &str, period: usize| {
        json!({"httpGet": {"path": path, "port": 8080, "scheme": "HTTP"}, "periodSeconds": period, "failureThreshold": 3,
            "successThreshold": 1, "timeoutSeconds": 2, "initialDelaySeconds": 5})
    };
    let mut spec = json!({
        "serviceAccountName": app.name, "serviceAccount": app.name, "automountServiceAccountToken": false,
        "restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler",
        "terminationGracePeriodSeconds": 30, "enableServiceLinks": false, "priorityClassName": "business",
        "hostUsers": true,
        "securityContext": {"runAsNonRoot": true, "runAsUser": uid, "runAsGroup": uid, "fsGroup": uid,
            "fsGroupChangePolicy": "OnRootMismatch", "seccompProfile": {"type": "RuntimeDefault"}},
        "containers": [{
            "name": "app", "image": image(plan, app), "imagePullPolicy": "IfNotPresent",
            "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File",
            "args": ["--listen=:8080", "--metrics=:9090", format!("--shards={}", 1 + rng.below(16))],
            "env": env(plan, app, &mut rng),
            "ports": [{"containerPort": 8080, "name": "http", "protocol": "TCP"},
                {"containerPort": 9090, "name": "metrics", "protocol": "TCP"}],
            "resources": {"limits": {"cpu": format!("{}m", cpu * 2), "memory": format!("{memory}Mi")},
                "requests": {"cpu": format!("{cpu}m"), "memory": format!("{memory}Mi")}},
            "livenessProbe": probe("/live", 20), "readinessProbe": probe("/ready", 10),
            "securityContext": {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
                "privileged": false, "capabilities": {"drop": ["ALL"]}},
            "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"},
                {"name": "settings", "mountPath": "/etc/app", "readOnly": true}]}],
        "tolerations": [
            {"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300},
            {"key": "node.kubernetes.io/unreachable", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}],
        "topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone",
            "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": {"matchLabels": {"app.kubernetes.io/name": app.name}}}],
        "volumes": [{"name": "tmp", "emptyDir": {"sizeLimit": "256Mi"}},
            {"name": "settings", "configMap": {"name": app.name, "defaultMode": 420}}]});
    if let Some(flaw) = app.flaw {
        (flaw.put)(&mut spec);
    }
    match app.way {
        Some(Way::ToNode) => privileged(&mut spec),
        Some(Way::ToAdmin) => spec["automountServiceAccountToken"] = json!(true),
        None => {}
    }
    spec
}

fn env(plan: &Plan, app: &App, rng: &mut Rng) -> Value {
    let field = |name: &str, path: &str| json!({"name": name, "valueFrom": {"fieldRef": {"apiVersion": "v1", "fieldPath": path}}});
    let plain = |name: &str, value: String| json!({"name": name, "value": value});
    json!([
        field("POD_NAME", "metadata.name"),
        field("POD_NAMESPACE", "metadata.namespace"),
        field("POD_IP", "status.podIP"),
        field("NODE_NAME", "spec.nodeName"),
        plain("LOG_LEVEL", "info".to_owned()),
        plain("LOG_FORMAT", "json".to_owned()),
        plain("REGION", format!("north-{}", rng.below(3))),
        plain("TEAM", plan.namespace(app).name.clone()),
        plain("WORKERS", (1 + rng.below(64)).to_string()),
        plain("UPSTREAM_URL", format!("http://{}.{}.svc:8080", app.name, plan.namespace(app).name)),
        plain("CACHE_TTL_SECONDS", (30 * (1 + rng.below(20))).to_string()),
        plain("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.monitoring.svc:4317".to_owned()),
        plain("FEATURE_FLAGS", format!("fast-path={},new-index={}", rng.below(2), rng.below(2)))
    ])
}

/// The name of an app's replica set (or of the controller its pods are named after).
pub(super) fn set_name(plan: &Plan, app: &App) -> String {
    match app.controller {
        Controller::Deployment => {
            format!("{}-{}", app.name, Rng::of(plan.size.seed, 4, app.index).suffix(10))
        }
        Controller::StatefulSet => app.name.clone(),
    }
}

pub(super) fn owner(kind: &str, name: &str, uid: &str) -> Value {
    json!({"apiVersion": "apps/v1", "kind": kind, "name": name, "uid": uid, "controller": true, "blockOwnerDeletion": true})
}

/// What every pod of an app shares, made once.
pub(super) struct Pods<'p> {
    plan: &'p Plan,
    app: &'p App,
    spec: Value,
    labels: Value,
    set: String,
    owner: Value,
    managed: Value,
}

impl<'p> Pods<'p> {
    pub(super) fn new(plan: &'p Plan, app: &'p App) -> Self {
        let set = set_name(plan, app);
        let kind = match app.controller {
            Controller::Deployment => "ReplicaSet",
            Controller::StatefulSet => "StatefulSet",
        };
        let owner = owner(kind, &set, &Rng::of(plan.size.seed, 5, app.index).uid());
        Self { plan, app, spec: spec(plan, app), labels: labels(plan, app), set, owner, managed: managed() }
    }

    /// The pod of a number below the app's replicas.
    pub(super) fn pod(&self, at: usize) -> Value {
        let number = self.app.first_pod + at;
        let mut rng = Rng::of(self.plan.size.seed, 6, number);
        let name = match self.app.controller {
            Controller::Deployment => format!("{}-{}", self.set, rng.suffix(5)),
            Controller::StatefulSet => format!("{}-{at}", self.app.name),
        };
        // A suffix of five letters meets another of the same set now and then; the number keeps names apart.
        let name = if self.app.controller == Controller::Deployment { format!("{name}{at}") } else { name };
        let (created, node) = (rng.time(), rng.below(self.plan.size.nodes.max(1)));
        let mut spec = self.spec.clone();
        spec["nodeName"] = json!(super::infra::node_name(node));
        let mut labels = self.labels.clone();
        labels["pod-template-hash"] = json!(self.set.rsplit('-').next().unwrap_or_default());
        json!({"apiVersion": "v1", "kind": "Pod",
            "metadata": {"name": name, "generateName": format!("{}-", self.set), "namespace": self.plan.namespace(self.app).name,
                "uid": rng.uid(), "resourceVersion": (1_000_000 + rng.below(90_000_000)).to_string(), "creationTimestamp": created,
                "annotations": annotations(&mut rng), "labels": labels, "ownerReferences": [self.owner], "managedFields": self.managed},
            "spec": spec, "status": status(&self.spec, &created, node, number, &mut rng)})
    }
}

/// Annotations of an app's pods and of what makes them.
pub(super) fn annotations(rng: &mut Rng) -> Value {
    json!({"prometheus.io/scrape": "true", "prometheus.io/port": "9090", "prometheus.io/path": "/metrics",
        "checksum/config": rng.hex(64), "kubectl.kubernetes.io/restartedAt": rng.time()})
}

fn status(spec: &Value, created: &str, node: usize, number: usize, rng: &mut Rng) -> Value {
    let condition = |kind: &str| json!({"type": kind, "status": "True", "lastProbeTime": null, "lastTransitionTime": created});
    let conditions = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]
        .map(condition);
    let image = &spec["containers"][0]["image"];
    let address = format!("10.{}.{}.{}", 64 + number / 65_536 % 64, number / 256 % 256, number % 256);
    json!({"phase": "Running", "qosClass": "Burstable", "hostIP": super::infra::node_address(node), "podIP": address,
        "podIPs": [{"ip": address}], "startTime": created,
        "conditions": conditions,
        "containerStatuses": [{"name": "app", "ready": true, "restartCount": rng.below(4), "started": true, "image": image,
            "imageID": image, "containerID": format!("containerd://{}", rng.hex(64)), "lastState": {},
            "state": {"running": {"startedAt": created}}}]})
}

/// Who last wrote which field, as the API server tells it: a quarter of a real pod.
fn managed() -> Value {
    let fields = |names: &[&str]| -> Value {
        names.iter().map(|name| (format!("f:{name}"), json!({}))).collect::<Map<_, _>>().into()
    };
    let container = fields(&[
        "name",
        "image",
        "imagePullPolicy",
        "args",
        "env",
        "ports",
        "resources",
        "livenessProbe",
        "readinessProbe",
        "securityContext",
        "terminationMessagePath",
        "terminationMessagePolicy",
        "volumeMounts",
    ]);
    let spec = fields(&[
        "automountServiceAccountToken",
        "dnsPolicy",
        "enableServiceLinks",
        "priorityClassName",
        "restartPolicy",
        "schedulerName",
        "securityContext",
        "serviceAccount",
        "serviceAccountName",
        "terminationGracePeriodSeconds",
        "tolerations",
        "topologySpreadConstraints",
        "volumes",
    ]);
    let status =
        fields(&["conditions", "containerStatuses", "hostIP", "phase", "podIP", "podIPs", "startTime"]);
    json!([
        {"manager": "kube-controller-manager", "operation": "Update", "apiVersion": "v1", "time": "2026-01-01T00:00:00Z",
            "fieldsType": "FieldsV1", "fieldsV1": {"f:metadata": fields(&["annotations", "generateName", "labels", "ownerReferences"]),
            "f:spec": spec, "f:containers": {"k:{\"name\":\"app\"}": container}}},
        {"manager": "kubelet", "operation": "Update", "apiVersion": "v1", "time": "2026-01-01T00:00:05Z",
            "fieldsType": "FieldsV1", "fieldsV1": {"f:status": status}, "subresource": "status"}])
}

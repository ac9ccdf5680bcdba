use std::io::{self, Write};

use serde_json::{Value, json};

/// Objects of the estate, in a fixed order, `count` of them: manifests as people write them, about 400 bytes each as YAML.
pub fn manifests(count: usize) -> impl Iterator<Item = Value> {
    (0..count).map(manifest)
}

/// Objects as an API server gives them, managed fields and status included: Deployments of 28 replicas, each with its
/// ReplicaSet, Service and ServiceAccount. A pod is 6 to 7 KB of pretty-printed JSON.
pub fn live(count: usize) -> impl Iterator<Item = Value> {
    (0..count).map(|n| match n % 32 {
        0 => controller(n, "Deployment"),
        1 => controller(n, "ReplicaSet"),
        2 => manifest(n / 32 * 8 + 1),
        3 => manifest(n / 32 * 8 + 2),
        _ => pod(n),
    })
}

fn controller(n: usize, kind: &str) -> Value {
    let mut template = pod(n);
    let app = format!("app-{:05}", n / 32);
    let (name, owner) = match kind {
        "ReplicaSet" => (format!("{app}-7d4b9c"), json!([owner("Deployment", &app)])),
        _ => (app.clone(), json!([])),
    };
    let namespace = template["metadata"]["namespace"].take();
    json!({"apiVersion": "apps/v1", "kind": kind,
        "metadata": {"name": name, "namespace": namespace, "labels": {"app": app}, "ownerReferences": owner},
        "spec": {"replicas": 28, "selector": {"matchLabels": {"app": app}},
            "template": {"metadata": {"labels": template["metadata"]["labels"].take()}, "spec": template["spec"].take()}}})
}

fn owner(kind: &str, name: &str) -> Value {
    json!({"apiVersion": "apps/v1", "kind": kind, "name": name, "uid": format!("uid-of-{name}"), "controller": true, "blockOwnerDeletion": true})
}

/// A multi-document YAML stream (each document in JSON-compatible block style).
pub fn write_yaml(objects: impl Iterator<Item = Value>, to: &mut dyn Write) -> io::Result<()> {
    for object in objects {
        writeln!(to, "---")?;
        yaml(&object, 0, to)?;
    }
    Ok(())
}

/// One `List`, as `kubectl get -A -o json` prints it.
pub fn write_list(objects: impl Iterator<Item = Value>, to: &mut dyn Write) -> io::Result<()> {
    write!(to, "{{\n    \"apiVersion\": \"v1\",\n    \"items\": [")?;
    for (at, object) in objects.enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(to, "{comma}\n{}", serde_json::to_string_pretty(&object)?)?;
    }
    writeln!(to, "\n    ],\n    \"kind\": \"List\"\n}}")
}

fn manifest(n: usize) -> Value {
    let team = format!("team-{:03}", n / 40);
    let app = format!("app-{:05}", n / 8);
    let meta = |name: &str| json!({"name": name, "namespace": team, "labels": {"app": app}});
    match n % 8 {
        0 | 4 | 5 => deployment(n, &app, &meta(&app)),
        1 => json!({"apiVersion": "v1", "kind": "Service", "metadata": meta(&app),
            "spec": {"selector": {"app": app}, "ports": [{"name": "http", "port": 80, "targetPort": 8080}]}}),
        2 => json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": meta(&app),
            "automountServiceAccountToken": n % 3 == 0}),
        3 => json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta(&app),
            "data": {"LOG_LEVEL": "info", "REGION": "north"}}),
        6 => json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": meta(&app),
            "rules": [{"apiGroups": [""], "resources": ["configmaps"], "verbs": ["get", "list"]}]}),
        _ => json!({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": meta(&app),
            "spec": {"podSelector": {"matchLabels": {"app": app}}, "policyTypes": ["Ingress"],
                     "ingress": [{"from": [{"podSelector": {}}]}]}}),
    }
}

fn deployment(n: usize, app: &str, metadata: &Value) -> Value {
    let mut container = json!({"name": "main", "image": format!("registry.example.com/{app}:1.{}", n % 30),
        "ports": [{"containerPort": 8080}]});
    if n % 5 != 0 {
        container["securityContext"] = json!({"allowPrivilegeEscalation": false, "runAsNonRoot": true,
            "capabilities": {"drop": ["ALL"]}});
    }
    let mut metadata = metadata.clone();
    metadata["name"] = json!(format!("{app}-{}", n % 8));
    json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata,
        "spec": {"replicas": 1 + n % 4, "selector": {"matchLabels": {"app": app}},
            "template": {"metadata": {"labels": {"app": app}},
                "spec": {"serviceAccountName": app, "containers": [container]}}}})
}

fn pod(n: usize) -> Value {
    let team = format!("team-{:03}", n / 32 * 8 / 40);
    let app = format!("app-{:05}", n / 32);
    let variant = n / 32;
    let fields = |names: &[&str]| -> Value {
        names
            .iter()
            .map(|name| (format!("f:{name}"), json!({".": {}, "f:value": {}})))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let common = [
        "app",
        "hash",
        "containers",
        "env",
        "ports",
        "resources",
        "volumeMounts",
        "securityContext",
        "restartPolicy",
        "dnsPolicy",
        "schedulerName",
        "terminationGracePeriodSeconds",
        "conditions",
        "containerStatuses",
        "hostIP",
        "phase",
    ];
    json!({"apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": format!("{app}-7d4b9c-{n:06}"), "namespace": team, "uid": format!("00000000-0000-4000-8000-{n:012}"),
            "resourceVersion": (1_000_000 + n).to_string(), "creationTimestamp": "2026-01-01T00:00:00Z",
            "ownerReferences": [owner("ReplicaSet", &format!("{app}-7d4b9c"))],
            "labels": {"app": app, "pod-template-hash": "7d4b9c", "app.kubernetes.io/part-of": team, "tier": "backend"},
            "managedFields": [{"manager": "kube-controller-manager", "operation": "Update", "apiVersion": "v1",
                "time": "2026-01-01T00:00:00Z", "fieldsType": "FieldsV1", "fieldsV1": fields(&common)},
                {"manager": "kubelet", "operation": "Update", "apiVersion": "v1", "time": "2026-01-01T00:00:05Z",
                "fieldsType": "FieldsV1", "fieldsV1": fields(&common), "subresource": "status"}]},
        "spec": {"nodeName": format!("node-{:03}", n % 200), "serviceAccountName": app, "restartPolicy": "Always",
            "dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler", "terminationGracePeriodSeconds": 30,
            "securityContext": {"runAsNonRoot": variant % 4 != 0, "seccompProfile": {"type": "RuntimeDefault"}},
            "containers": [{"name": "main", "image": format!("registry.example.com/{app}:1.{}", variant % 30),
                "imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log",
                "env": [{"name": "LOG_LEVEL", "value": "info"}, {"name": "POD_IP", "valueFrom": {"fieldRef": {"apiVersion": "v1", "fieldPath": "status.podIP"}}}],
                "ports": [{"containerPort": 8080, "name": "http", "protocol": "TCP"}],
                "resources": {"limits": {"cpu": "1", "memory": "512Mi"}, "requests": {"cpu": "100m", "memory": "128Mi"}},
                "livenessProbe": {"httpGet": {"path": "/live", "port": 8080, "scheme": "HTTP"}, "periodSeconds": 10},
                "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080, "scheme": "HTTP"}, "periodSeconds": 10},
                "securityContext": {"allowPrivilegeEscalation": variant % 6 == 0, "capabilities": {"drop": ["ALL"]}},
                "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"},
                    {"name": "kube-api-access", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "readOnly": true}]}],
            "tolerations": [{"key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300}],
            "volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "kube-api-access", "projected": {"defaultMode": 420, "sources": [
                {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
                {"configMap": {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}}]}}]},
        "status": {"phase": "Running", "hostIP": "10.0.0.1", "podIP": "10.1.2.3", "startTime": "2026-01-01T00:00:00Z",
            "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:06Z"},
                {"type": "Initialized", "status": "True", "lastTransitionTime": "2026-01-01T00:00:01Z"}],
            "containerStatuses": [{"name": "main", "ready": true, "restartCount": 0, "image": "registry.example.com/app:1.0",
                "state": {"running": {"startedAt": "2026-01-01T00:00:05Z"}}}]}})
}

fn yaml(value: &Value, indent: usize, to: &mut dyn Write) -> io::Result<()> {
    let Value::Object(members) = value else { return writeln!(to, "{value}") };
    for (key, value) in members {
        write!(to, "{:indent$}{key}:", "")?;
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                writeln!(to)?;
                yaml(value, indent + 2, to)?;
            }
            Value::Array(items) if items.first().is_some_and(Value::is_object) => {
                writeln!(to)?;
                for item in items {
                    write!(to, "{:indent$}- ", "")?;
                    let mut lines = Vec::new();
                    yaml(item, indent + 2, &mut lines)?;
                    to.write_all(lines.get(indent + 2..).unwrap_or_default())?;
                }
            }
            flow => writeln!(to, " {flow}")?,
        }
    }
    Ok(())
}

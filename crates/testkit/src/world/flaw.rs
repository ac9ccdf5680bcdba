use serde_json::{Value, json};

/// A flaw of a pod template.
#[derive(Debug)]
pub(super) struct Flaw {
    /// Checks that find it: all of those in [`super::truth::SCORED`] that do.
    pub(super) checks: &'static [&'static str],
    /// Puts it into a pod spec; the container that carries it is the first.
    pub(super) put: fn(&mut Value),
}

/// A flaw of an object of its own in some namespace.
#[derive(Debug)]
pub(super) struct ObjectFlaw {
    pub(super) checks: &'static [&'static str],
    /// The object, in the namespace named.
    pub(super) object: fn(&str) -> Value,
}

fn container(spec: &mut Value) -> &mut Value {
    &mut spec["containers"][0]
}

fn context(spec: &mut Value) -> &mut Value {
    &mut container(spec)["securityContext"]
}

fn add(list: &mut Value, item: Value) {
    match list {
        Value::Array(items) => items.push(item),
        other => *other = json!([item]),
    }
}

fn remove(object: &mut Value, key: &str) {
    if let Some(members) = object.as_object_mut() {
        members.remove(key);
    }
}

fn host_path(spec: &mut Value, path: &str) {
    add(&mut spec["volumes"], json!({"name": "host", "hostPath": {"path": path}}));
    let mount = json!({"name": "host", "mountPath": "/host", "readOnly": true});
    add(&mut container(spec)["volumeMounts"], mount);
}

/// Root on the node, and what that implies.
pub(super) fn privileged(spec: &mut Value) {
    context(spec)["privileged"] = json!(true);
    remove(context(spec), "allowPrivilegeEscalation");
}

/// What [`privileged`] is found by.
pub(super) const PRIVILEGED: &[&str] = &["privileged-container", "privilege-escalation-allowed"];

pub(super) static FLAWS: &[Flaw] = &[
    Flaw { checks: PRIVILEGED, put: privileged },
    Flaw { checks: &["host-pid"], put: |spec| spec["hostPID"] = json!(true) },
    Flaw { checks: &["host-ipc"], put: |spec| spec["hostIPC"] = json!(true) },
    Flaw {
        checks: &["host-network", "host-port"],
        put: |spec| {
            spec["hostNetwork"] = json!(true);
            for port in container(spec)["ports"].as_array_mut().into_iter().flatten() {
                port["hostPort"] = port["containerPort"].clone();
            }
        },
    },
    Flaw { checks: &["host-port"], put: |spec| container(spec)["ports"][0]["hostPort"] = json!(8080) },
    Flaw { checks: &["host-path-volume"], put: |spec| host_path(spec, "/srv/shared") },
    Flaw { checks: &["host-path-volume", "host-path-sensitive"], put: |spec| host_path(spec, "/etc") },
    Flaw {
        checks: &["host-path-volume", "runtime-socket-mount"],
        put: |spec| {
            host_path(spec, "/var/run/docker.sock");
        },
    },
    Flaw {
        checks: &["cap-sys-admin"],
        put: |spec| context(spec)["capabilities"]["add"] = json!(["SYS_ADMIN"]),
    },
    Flaw {
        checks: &["cap-sys-module"],
        put: |spec| context(spec)["capabilities"]["add"] = json!(["SYS_MODULE"]),
    },
    Flaw {
        checks: &["explicit-uid-zero"],
        put: |spec| {
            context(spec)["runAsUser"] = json!(0);
            context(spec)["runAsNonRoot"] = json!(false);
        },
    },
    Flaw {
        checks: &["privilege-escalation-allowed"],
        put: |spec| {
            context(spec)["allowPrivilegeEscalation"] = json!(true);
        },
    },
    Flaw {
        checks: &["writable-root-fs"],
        put: |spec| context(spec)["readOnlyRootFilesystem"] = json!(false),
    },
    Flaw {
        checks: &["image-tag-floating"],
        put: |spec| {
            container(spec)["image"] = json!("registry.example.com/team/app:latest");
        },
    },
    Flaw {
        checks: &["registry-deprecated"],
        put: |spec| {
            let digest = "a".repeat(64);
            container(spec)["image"] = json!(format!("k8s.gcr.io/app:1.2.3@sha256:{digest}"));
        },
    },
    Flaw {
        checks: &["plaintext-credential-env"],
        put: |spec| {
            add(
                &mut container(spec)["env"],
                json!({"name": "DB_PASSWORD", "value": "obviously-fake-hunter2"}),
            );
        },
    },
    Flaw {
        checks: &["memory-limit-missing"],
        put: |spec| remove(&mut container(spec)["resources"]["limits"], "memory"),
    },
    Flaw { checks: &["liveness-missing"], put: |spec| remove(container(spec), "livenessProbe") },
    Flaw { checks: &["readiness-missing"], put: |spec| remove(container(spec), "readinessProbe") },
    Flaw {
        checks: &["seccomp-unconfined"],
        put: |spec| {
            spec["securityContext"]["seccompProfile"] = json!({"type": "Unconfined"});
        },
    },
    Flaw {
        checks: &["unsafe-sysctl"],
        put: |spec| {
            spec["securityContext"]["sysctls"] = json!([{"name": "kernel.msgmax", "value": "65536"}]);
        },
    },
    Flaw {
        checks: &["proc-mount-unmasked"],
        put: |spec| {
            spec["hostUsers"] = json!(false);
            context(spec)["procMount"] = json!("Unmasked");
        },
    },
    Flaw { checks: &["sa-token-automount"], put: |spec| spec["automountServiceAccountToken"] = json!(true) },
    Flaw {
        checks: &["ssh-port-exposed"],
        put: |spec| {
            add(
                &mut container(spec)["ports"],
                json!({"name": "ssh", "containerPort": 22, "protocol": "TCP"}),
            );
        },
    },
    Flaw {
        checks: &["sudo-in-command"],
        put: |spec| {
            container(spec)["command"] = json!(["sudo", "/app/server"]);
        },
    },
];

fn meta(name: &str, namespace: &str) -> Value {
    json!({"name": name, "namespace": namespace, "labels": {"app.kubernetes.io/name": name}})
}

const RBAC: &str = "rbac.authorization.k8s.io";

fn cluster_role(name: &str, namespace: &str, rules: &[Value]) -> Value {
    json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
        "metadata": {"name": format!("{name}-{namespace}")}, "rules": rules})
}

pub(super) static OBJECT_FLAWS: &[ObjectFlaw] = &[
    ObjectFlaw {
        checks: &["cluster-admin-bound"],
        object: |ns| {
            json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding",
            "metadata": {"name": format!("{ns}-admins")},
            "roleRef": {"apiGroup": RBAC, "kind": "ClusterRole", "name": "cluster-admin"},
            "subjects": [{"apiGroup": RBAC, "kind": "Group", "name": format!("team:{ns}")}]})
        },
    },
    ObjectFlaw {
        checks: &["anonymous-bound"],
        object: |ns| {
            json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": meta("public", ns),
            "roleRef": {"apiGroup": RBAC, "kind": "ClusterRole", "name": "view"},
            "subjects": [{"apiGroup": RBAC, "kind": "Group", "name": "system:unauthenticated"}]})
        },
    },
    ObjectFlaw {
        checks: &["default-sa-bound"],
        object: |ns| {
            json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": meta("default-view", ns),
            "roleRef": {"apiGroup": RBAC, "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "ServiceAccount", "name": "default", "namespace": ns}]})
        },
    },
    ObjectFlaw {
        checks: &["rbac-wildcard-all", "rbac-csr-approve", "rbac-impersonate", "rbac-node-proxy"],
        object: |ns| {
            cluster_role("everything", ns, &[json!({"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]})])
        },
    },
    ObjectFlaw {
        checks: &["rbac-impersonate"],
        object: |ns| {
            cluster_role(
                "impersonator",
                ns,
                &[json!({"apiGroups": [""], "resources": ["users"], "verbs": ["impersonate"]})],
            )
        },
    },
    ObjectFlaw {
        checks: &["rbac-node-proxy"],
        object: |ns| {
            cluster_role(
                "kubelet-reader",
                ns,
                &[json!({"apiGroups": [""], "resources": ["nodes/proxy"], "verbs": ["get"]})],
            )
        },
    },
    ObjectFlaw {
        checks: &["rbac-csr-approve"],
        object: |ns| {
            let group = "certificates.k8s.io";
            let rules = [
                json!({"apiGroups": [group], "resources": ["certificatesigningrequests/approval"], "verbs": ["update"]}),
                json!({"apiGroups": [group], "resources": ["signers"], "verbs": ["approve"]}),
            ];
            cluster_role("approver", ns, &rules)
        },
    },
    ObjectFlaw {
        checks: &["ingress-no-tls"],
        object: |ns| {
            json!({"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": meta("plain", ns), "spec": {"rules": [
            {"host": format!("plain.{ns}.example.com"), "http": {"paths": [{"path": "/", "pathType": "Prefix",
                "backend": {"resource": {"apiGroup": "storage.example.com", "kind": "Bucket", "name": "static"}}}]}}]}})
        },
    },
    ObjectFlaw {
        checks: &["service-external-ips", "service-dangling"],
        object: |ns| {
            json!({"apiVersion": "v1", "kind": "Service", "metadata": meta("claimed", ns), "spec": {"type": "ClusterIP",
            "externalIPs": ["203.0.113.7"], "selector": {"app.kubernetes.io/name": "claimed"}, "ports": [{"port": 80, "targetPort": 8080}]}})
        },
    },
    ObjectFlaw {
        checks: &["service-dangling"],
        object: |ns| {
            json!({"apiVersion": "v1", "kind": "Service", "metadata": meta("forgotten", ns), "spec": {"type": "ClusterIP",
            "selector": {"app.kubernetes.io/name": "forgotten"}, "ports": [{"port": 80, "targetPort": 8080}]}})
        },
    },
    ObjectFlaw {
        checks: &["netpol-dangling"],
        object: |ns| {
            json!({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": meta("forgotten", ns), "spec": {
            "podSelector": {"matchLabels": {"app.kubernetes.io/name": "forgotten"}}, "policyTypes": ["Ingress"]}})
        },
    },
    ObjectFlaw {
        checks: &["plaintext-credential-configmap"],
        object: |ns| {
            json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta("legacy", ns),
            "data": {"database.password": "obviously-fake-hunter2"}})
        },
    },
    ObjectFlaw {
        checks: &["pdb-blocks-eviction"],
        object: |ns| {
            json!({"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": meta("never", ns), "spec": {
            "maxUnavailable": 0, "selector": {"matchLabels": {"team": ns}}}})
        },
    },
];

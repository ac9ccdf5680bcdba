//! Default roles of Kubernetes that manifests commonly bind and never hold.
//!
//! Source: the API server's bootstrap policy, `plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go`; the roles of
//! controllers and components are left out, because nobody else is meant to be bound to them.

/// A default role.
#[derive(Debug)]
pub(crate) struct DefaultRole {
    /// Empty for ClusterRoles.
    pub(crate) namespace: &'static str,
    pub(crate) name: &'static str,
    /// Labels with the value `true`.
    pub(crate) labels: &'static [&'static str],
    /// The aggregation rule: ClusterRoles that have this label with the value `true`.
    pub(crate) selects: Option<&'static str>,
    pub(crate) rules: &'static [DefaultRule],
}

#[derive(Debug)]
pub(crate) struct DefaultRule {
    pub(crate) verbs: Words,
    pub(crate) groups: Words,
    pub(crate) resources: Words,
    pub(crate) names: Words,
    pub(crate) urls: Words,
}

type Words = &'static [&'static str];

const TO_ADMIN: &str = "rbac.authorization.k8s.io/aggregate-to-admin";
const TO_EDIT: &str = "rbac.authorization.k8s.io/aggregate-to-edit";
const TO_VIEW: &str = "rbac.authorization.k8s.io/aggregate-to-view";
const READ: Words = &["get", "list", "watch"];
const WRITE: Words = &["create", "delete", "deletecollection", "patch", "update"];
const ALL: Words = &["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

pub(crate) static DEFAULT_ROLES: &[DefaultRole] = &[
    cluster_role("admin", &[], Some(TO_ADMIN), &[]),
    cluster_role("cluster-admin", &[], None, &[on(&["*"], &["*"], &["*"]), urls(&["*"], &["*"])]),
    cluster_role("edit", &[TO_ADMIN], Some(TO_EDIT), &[]),
    cluster_role(
        "system:aggregate-to-admin",
        &[TO_ADMIN],
        None,
        &[
            on(&["create"], &["authorization.k8s.io"], &["localsubjectaccessreviews"]),
            on(ALL, &["rbac.authorization.k8s.io"], &["rolebindings", "roles"]),
        ],
    ),
    cluster_role(
        "system:aggregate-to-edit",
        &[TO_EDIT],
        None,
        &[
            on(
                READ,
                &[""],
                &["pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"],
            ),
            on(&["impersonate"], &[""], &["serviceaccounts"]),
            on(WRITE, &[""], &["pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"]),
            on(&["create"], &[""], &["pods/eviction"]),
            on(
                WRITE,
                &[""],
                &[
                    "configmaps",
                    "events",
                    "persistentvolumeclaims",
                    "replicationcontrollers",
                    "replicationcontrollers/scale",
                    "secrets",
                    "serviceaccounts",
                    "services",
                    "services/proxy",
                ],
            ),
            on(&["create"], &[""], &["serviceaccounts/token"]),
            on(
                WRITE,
                &["apps"],
                &[
                    "daemonsets",
                    "deployments",
                    "deployments/rollback",
                    "deployments/scale",
                    "replicasets",
                    "replicasets/scale",
                    "statefulsets",
                    "statefulsets/scale",
                ],
            ),
            on(WRITE, &["autoscaling"], &["horizontalpodautoscalers"]),
            on(WRITE, &["batch"], &["cronjobs", "jobs"]),
            on(WRITE, &["policy"], &["poddisruptionbudgets"]),
            on(WRITE, &["networking.k8s.io"], &["ingresses", "networkpolicies"]),
            on(ALL, &["coordination.k8s.io"], &["leases"]),
        ],
    ),
    cluster_role(
        "system:aggregate-to-view",
        &[TO_VIEW],
        None,
        &[
            on(
                READ,
                &[""],
                &[
                    "bindings",
                    "configmaps",
                    "endpoints",
                    "events",
                    "limitranges",
                    "namespaces",
                    "namespaces/status",
                    "persistentvolumeclaims",
                    "persistentvolumeclaims/status",
                    "pods",
                    "pods/log",
                    "pods/status",
                    "replicationcontrollers",
                    "replicationcontrollers/scale",
                    "replicationcontrollers/status",
                    "resourcequotas",
                    "resourcequotas/status",
                    "serviceaccounts",
                    "services",
                    "services/status",
                ],
            ),
            on(READ, &["discovery.k8s.io"], &["endpointslices"]),
            on(
                READ,
                &["apps"],
                &[
                    "controllerrevisions",
                    "daemonsets",
                    "daemonsets/status",
                    "deployments",
                    "deployments/scale",
                    "deployments/status",
                    "replicasets",
                    "replicasets/scale",
                    "replicasets/status",
                    "statefulsets",
                    "statefulsets/scale",
                    "statefulsets/status",
                ],
            ),
            on(READ, &["autoscaling"], &["horizontalpodautoscalers", "horizontalpodautoscalers/status"]),
            on(READ, &["batch"], &["cronjobs", "cronjobs/status", "jobs", "jobs/status"]),
            on(READ, &["policy"], &["poddisruptionbudgets", "poddisruptionbudgets/status"]),
            on(READ, &["networking.k8s.io"], &["ingresses", "ingresses/status", "networkpolicies"]),
        ],
    ),
    cluster_role(
        "system:auth-delegator",
        &[],
        None,
        &[
            on(&["create"], &["authentication.k8s.io"], &["tokenreviews"]),
            on(&["create"], &["authorization.k8s.io"], &["subjectaccessreviews"]),
        ],
    ),
    cluster_role(
        "system:basic-user",
        &[],
        None,
        &[
            on(
                &["create"],
                &["authorization.k8s.io"],
                &["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
            ),
            on(&["create"], &["authentication.k8s.io"], &["selfsubjectreviews"]),
        ],
    ),
    cluster_role(
        "system:discovery",
        &[],
        None,
        &[urls(
            &["get"],
            &[
                "/api",
                "/api/*",
                "/apis",
                "/apis/*",
                "/healthz",
                "/livez",
                "/openapi",
                "/openapi/*",
                "/readyz",
                "/version",
                "/version/",
            ],
        )],
    ),
    cluster_role(
        "system:heapster",
        &[],
        None,
        &[
            on(READ, &[""], &["events", "namespaces", "nodes", "pods"]),
            on(READ, &["extensions"], &["deployments"]),
        ],
    ),
    cluster_role("system:kube-dns", &[], None, &[on(&["list", "watch"], &[""], &["endpoints", "services"])]),
    cluster_role(
        "system:kubelet-api-admin",
        &[],
        None,
        &[
            on(READ, &[""], &["nodes"]),
            on(&["proxy"], &[""], &["nodes"]),
            on(&["*"], &[""], &["nodes/log", "nodes/metrics", "nodes/proxy", "nodes/stats"]),
        ],
    ),
    cluster_role(
        "system:monitoring",
        &[],
        None,
        &[urls(
            &["get"],
            &[
                "/healthz",
                "/healthz/*",
                "/livez",
                "/livez/*",
                "/metrics",
                "/metrics/slis",
                "/readyz",
                "/readyz/*",
            ],
        )],
    ),
    cluster_role(
        "system:node-bootstrapper",
        &[],
        None,
        &[on(&["create", "get", "list", "watch"], &["certificates.k8s.io"], &["certificatesigningrequests"])],
    ),
    cluster_role(
        "system:node-problem-detector",
        &[],
        None,
        &[
            on(&["get"], &[""], &["nodes"]),
            on(&["patch"], &[""], &["nodes/status"]),
            on(&["create", "patch", "update"], &["", "events.k8s.io"], &["events"]),
        ],
    ),
    cluster_role(
        "system:node-proxier",
        &[],
        None,
        &[
            on(&["list", "watch"], &[""], &["endpoints", "services"]),
            on(READ, &[""], &["nodes"]),
            on(&["create", "patch", "update"], &["", "events.k8s.io"], &["events"]),
            on(&["list", "watch"], &["discovery.k8s.io"], &["endpointslices"]),
        ],
    ),
    cluster_role(
        "system:persistent-volume-provisioner",
        &[],
        None,
        &[
            on(&["create", "delete", "get", "list", "watch"], &[""], &["persistentvolumes"]),
            on(&["get", "list", "update", "watch"], &[""], &["persistentvolumeclaims"]),
            on(READ, &["storage.k8s.io"], &["storageclasses"]),
            on(&["create", "patch", "update", "watch"], &["", "events.k8s.io"], &["events"]),
        ],
    ),
    cluster_role(
        "system:public-info-viewer",
        &[],
        None,
        &[urls(&["get"], &["/healthz", "/livez", "/readyz", "/version", "/version/"])],
    ),
    cluster_role(
        "system:service-account-issuer-discovery",
        &[],
        None,
        &[urls(
            &["get"],
            &[
                "/.well-known/openid-configuration",
                "/.well-known/openid-configuration/",
                "/openid/v1/jwks",
                "/openid/v1/jwks/",
            ],
        )],
    ),
    cluster_role(
        "system:volume-scheduler",
        &[],
        None,
        &[
            on(&["get", "list", "patch", "update", "watch"], &[""], &["persistentvolumes"]),
            on(READ, &["storage.k8s.io"], &["storageclasses"]),
            on(&["get", "list", "patch", "update", "watch"], &[""], &["persistentvolumeclaims"]),
        ],
    ),
    cluster_role("view", &[TO_EDIT], Some(TO_VIEW), &[]),
    DefaultRole {
        namespace: "kube-system",
        name: "extension-apiserver-authentication-reader",
        labels: &[],
        selects: None,
        rules: &[DefaultRule {
            names: &["extension-apiserver-authentication"],
            ..on(READ, &[""], &["configmaps"])
        }],
    },
];

const fn cluster_role(
    name: &'static str,
    labels: &'static [&'static str],
    selects: Option<&'static str>,
    rules: &'static [DefaultRule],
) -> DefaultRole {
    DefaultRole { namespace: "", name, labels, selects, rules }
}

const fn on(verbs: Words, groups: Words, resources: Words) -> DefaultRule {
    DefaultRule { verbs, groups, resources, names: &[], urls: &[] }
}

const fn urls(verbs: Words, urls: Words) -> DefaultRule {
    DefaultRule { verbs, groups: &[], resources: &[], names: &[], urls }
}

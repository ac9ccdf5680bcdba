//! Rights that several checks ask about.

use holdfast_rbac::{Index, Role};

use super::right::{Names, Reach, Right, has, is_admin};

pub(crate) const WRITE: &[&str] = &["create", "update", "patch", "delete", "deletecollection"];
pub(crate) const CHANGE: &[&str] = &["create", "update", "patch"];
pub(crate) const RBAC: &str = "rbac.authorization.k8s.io";

/// Pods and everything that makes pods from a template.
pub(crate) const WORKLOADS: &[(&str, &str)] = &[
    ("", "pods"),
    ("", "replicationcontrollers"),
    ("apps", "daemonsets"),
    ("apps", "deployments"),
    ("apps", "replicasets"),
    ("apps", "statefulsets"),
    ("batch", "cronjobs"),
    ("batch", "jobs"),
];

pub(crate) static READ_SECRETS: Right = Right::new(&["get", "list", "watch"], &[("", "secrets")]);
static RUN_WORKLOADS: Right = Right::new(CHANGE, WORKLOADS);
static EXEC: Right = Right::new(&["create"], &[("", "pods/exec"), ("", "pods/attach")]);
static DEBUG: Right = Right::new(&["update", "patch"], &[("", "pods/ephemeralcontainers")]);
static TOKENS: Right = Right::new(&["create"], &[("", "serviceaccounts/token")]);
static WRITE_BINDINGS: Right = Right::new(CHANGE, &[(RBAC, "rolebindings"), (RBAC, "clusterrolebindings")]);
static BIND: Right = Right::new(&["bind"], &[(RBAC, "clusterroles"), (RBAC, "roles")]).names(Names::Of(&[
    "cluster-admin",
    "admin",
    "edit",
]));
/// `bind` on a role of any name; whether those named matter is for the asker to find out.
pub(crate) static BIND_ANY: Right =
    Right::new(&["bind"], &[(RBAC, "clusterroles"), (RBAC, "roles")]).names(Names::Any);
static ESCALATE: Right = Right::new(&["escalate"], &[(RBAC, "clusterroles"), (RBAC, "roles")]);
static WRITE_ROLES: Right = Right::new(CHANGE, &[(RBAC, "clusterroles"), (RBAC, "roles")]);
static IMPERSONATE: Right =
    Right::new(&["impersonate"], &[("", "users"), ("", "groups"), ("", "serviceaccounts")]).names(Names::Of(
        &["system:masters", "kubeadm:cluster-admins", "kubernetes-admin", "kubernetes-super-admin"],
    ));
static NODE_PROXY: Right = Right::new(&["get", "create"], &[("", "nodes/proxy")]);
static WEBHOOKS: Right = Right::new(
    CHANGE,
    &[
        ("admissionregistration.k8s.io", "mutatingwebhookconfigurations"),
        ("admissionregistration.k8s.io", "validatingwebhookconfigurations"),
    ],
);
static CSR_CREATE: Right = Right::new(&["create"], &[("certificates.k8s.io", "certificatesigningrequests")]);
pub(crate) static CSR_APPROVAL: Right =
    Right::new(&["update", "patch"], &[("certificates.k8s.io", "certificatesigningrequests/approval")]);
pub(crate) static SIGNERS: Right =
    Right::new(&["approve"], &[("certificates.k8s.io", "signers")]).names(Names::Of(&[
        "kubernetes.io/*",
        "kubernetes.io/kube-apiserver-client",
        "kubernetes.io/kube-apiserver-client-kubelet",
        "kubernetes.io/legacy-unknown",
    ]));

/// One way from an account to the whole cluster: all of the rights, across the cluster or in kube-system.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) says: &'static str,
    pub(crate) rights: &'static [&'static Right],
}

const fn way(says: &'static str, rights: &'static [&'static Right]) -> Way {
    Way { says, rights }
}

/// Ways to cluster-admin, the most direct first.
/// Source: <https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks>.
pub(crate) static TAKEOVER: &[Way] = &[
    way("it may impersonate administrators", &[&IMPERSONATE]),
    way("it may bind itself to roles it does not hold", &[&BIND, &WRITE_BINDINGS]),
    way("it may write rights into roles that it does not hold", &[&ESCALATE, &WRITE_ROLES]),
    way("it may issue tokens for other accounts", &[&TOKENS]),
    way("it may read the tokens and keys in secrets", &[&READ_SECRETS]),
    way("it may run pods with the account and the host access it likes", &[&RUN_WORKLOADS]),
    way("it may run commands inside other pods", &[&EXEC]),
    way("it may put debug containers into other pods", &[&DEBUG]),
    way("it may give orders to every kubelet", &[&NODE_PROXY]),
    way("it may see and change every write to the API through a webhook", &[&WEBHOOKS]),
    way("it may issue itself client certificates", &[&CSR_CREATE, &CSR_APPROVAL, &SIGNERS]),
];

/// What makes a role one for administrators of its scope, all together.
pub(crate) static ADMINISTRATOR: &[&Right] = &[&WRITE_BINDINGS, &READ_SECRETS, &RUN_WORKLOADS];

/// True when holding the role means holding others' rights as well.
pub(crate) fn is_privileged(index: &Index<'_>, role: &Role<'_>) -> bool {
    let all = |rights: &[&Right]| rights.iter().all(|right| has(index, role, right, Reach::Cluster));
    is_admin(index, role) || TAKEOVER.iter().any(|way| all(way.rights))
}

//! What belongs to every cluster and what anybody may have.

use holdfast_inventory::Object;
use holdfast_rbac::{Index, Role, Rule, Subject};

/// Label of the roles and bindings the API server itself makes.
const BOOTSTRAPPING: (&str, &str) = ("kubernetes.io/bootstrapping", "rbac-defaults");

/// Groups that stand for callers of any sort: a role bound to them is not bound to a part of the system.
const OPEN: &[&str] =
    &["system:anonymous", "system:authenticated", "system:serviceaccounts", "system:unauthenticated"];

/// Paths that tell which APIs there are and how the server is; every authenticated caller may read them.
pub(crate) const DISCOVERY: &[&str] = &[
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
    "/.well-known/openid-configuration",
    "/.well-known/openid-configuration/",
    "/openid/v1/jwks",
    "/openid/v1/jwks/",
];

/// Paths that everybody may read, without a credential too.
pub(crate) const PUBLIC_INFO: &[&str] = &["/healthz", "/livez", "/readyz", "/version", "/version/"];

/// True for roles and bindings that are part of every cluster.
pub(crate) fn is_default(object: Object<'_>) -> bool {
    object.label(BOOTSTRAPPING.0) == Some(BOOTSTRAPPING.1) || object.name().starts_with("system:")
}

pub(crate) fn is_default_role(role: &Role<'_>) -> bool {
    role.object.is_none_or(is_default)
}

/// True when the subject is a part of Kubernetes: a `system:` or `kubeadm:` name that stands for no open set of callers,
/// or an account of kube-system in a default binding.
pub(crate) fn is_system(index: &Index<'_>, binding: Object<'_>, subject: Subject) -> bool {
    if let Some((namespace, _)) = index.account(subject) {
        return namespace == "kube-system" && is_default(binding);
    }
    let (Subject::User(name) | Subject::Group(name)) = subject;
    let name = index.text(name);
    let open = OPEN.contains(&name) || name.starts_with("system:serviceaccounts:");
    (name.starts_with("system:") && !open) || name.starts_with("kubeadm:")
}

/// True when all a role gives is to read these paths and to ask about oneself.
pub(crate) fn is_harmless(index: &Index<'_>, role: &Role<'_>, paths: &[&str]) -> bool {
    index.rules_of(role).all(|rule| {
        let reads = index.texts(&rule.words.verbs).all(|verb| verb == "get" || verb == "head");
        let told = index.texts(&rule.words.urls).all(|url| paths.contains(&url));
        (reads && told || rule.words.urls.is_empty())
            && (rule.words.resources.is_empty() || is_self_review(index, rule))
    })
}

/// Asking the API server about oneself.
fn is_self_review(index: &Index<'_>, rule: &Rule) -> bool {
    index.texts(&rule.words.resources).all(|resource| {
        matches!(resource, "selfsubjectaccessreviews" | "selfsubjectrulesreviews" | "selfsubjectreviews")
    }) && index
        .texts(&rule.words.groups)
        .all(|g| matches!(g, "authorization.k8s.io" | "authentication.k8s.io"))
}

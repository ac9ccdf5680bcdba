//! Who holds which rights, from resolved bindings: aggregated roles, groups and all.

use std::sync::Arc;

use holdfast_inventory::view::ServiceAccount;
use holdfast_inventory::{Estate, Object};
use holdfast_model::InputKind;
use holdfast_rbac::{Binding, Index, Role, Rule, Scope, Subject};

use crate::cluster::{ClusterFacts, Group, Known, Offender, known, offender};

/// Label of the roles and bindings the API server itself makes.
const BOOTSTRAPPING: (&str, &str) = ("kubernetes.io/bootstrapping", "rbac-defaults");
/// Groups that stand for callers of any sort.
const OPEN: &[&str] =
    &["system:anonymous", "system:authenticated", "system:serviceaccounts", "system:unauthenticated"];

/// A right that few should hold: any of the verbs on any of the resources (group and resource).
struct Right {
    name: &'static str,
    says: &'static str,
    verbs: &'static [&'static str],
    on: &'static [(&'static str, &'static str)],
}

static RIGHTS: &[Right] = &[
    Right {
        name: "secret-readers",
        says: "reads secrets",
        verbs: &["get", "list", "watch"],
        on: &[("", "secrets")],
    },
    Right { name: "pod-creators", says: "creates pods", verbs: &["create"], on: &[("", "pods")] },
    Right {
        name: "volume-creators",
        says: "creates persistent volumes",
        verbs: &["create"],
        on: &[("", "persistentvolumes")],
    },
    Right {
        name: "node-proxy-users",
        says: "reaches kubelets through the API server",
        verbs: &["get", "create", "update", "patch", "delete"],
        on: &[("", "nodes/proxy")],
    },
    Right {
        name: "csr-approvers",
        says: "approves certificate requests",
        verbs: &["update", "patch"],
        on: &[("certificates.k8s.io", "certificatesigningrequests/approval")],
    },
    Right {
        name: "webhook-writers",
        says: "changes admission webhooks",
        verbs: &["create", "update", "patch", "delete", "deletecollection"],
        on: &[
            ("admissionregistration.k8s.io", "validatingwebhookconfigurations"),
            ("admissionregistration.k8s.io", "mutatingwebhookconfigurations"),
        ],
    },
    Right {
        name: "token-creators",
        says: "makes tokens of service accounts",
        verbs: &["create"],
        on: &[("", "serviceaccounts/token")],
    },
    Right {
        name: "escalators",
        says: "takes more rights than it was given",
        verbs: &["bind", "escalate"],
        on: &[("rbac.authorization.k8s.io", "roles"), ("rbac.authorization.k8s.io", "clusterroles")],
    },
    Right {
        name: "escalators",
        says: "acts as somebody else",
        verbs: &["impersonate"],
        on: &[
            ("", "users"),
            ("", "groups"),
            ("", "serviceaccounts"),
            ("authentication.k8s.io", "userextras"),
            ("authentication.k8s.io", "uids"),
        ],
    },
];

/// Groups of bindings to open subjects: name, subjects.
static OPEN_BINDINGS: &[(&str, &[&str])] = &[
    ("anonymous-bindings", &["system:anonymous", "system:unauthenticated"]),
    ("anonymous-user-bindings", &["system:anonymous"]),
    ("unauthenticated-bindings", &["system:unauthenticated"]),
    ("authenticated-bindings", &["system:authenticated"]),
];

pub(crate) fn judge(estate: &Estate<'_>, facts: &mut ClusterFacts) {
    let index = Index::build(estate);
    let bindings = known(estate.snapshot, &["ClusterRoleBinding", "RoleBinding", "ClusterRole", "Role"]);
    let count = index.bindings().len();
    let mut add = |name: &'static str, offenders: Vec<Offender>, population: &'static str, judged: usize| {
        let offenders = Arc::new(offenders);
        facts.add(name, Group { offenders, known: bindings.clone(), population, judged });
    };
    let mut names: Vec<&'static str> = RIGHTS.iter().map(|right| right.name).collect();
    names.dedup();
    for name in names {
        let rights: Vec<&Right> = RIGHTS.iter().filter(|right| right.name == name).collect();
        add(name, holders(&index, &rights), "bindings", count);
    }
    add("cluster-admin-bindings", administrators(&index), "bindings", count);
    add("masters-bindings", bound_to(&index, &["system:masters"]), "bindings", count);
    for (name, subjects) in OPEN_BINDINGS {
        add(name, bound_to(&index, subjects), "bindings", count);
    }
    add("wildcard-roles", wildcards(&index), "roles", index.roles().len());
    default_accounts(estate, &index, facts);
}

/// True for roles and bindings that are part of every cluster.
fn is_default(object: Object<'_>) -> bool {
    object.label(BOOTSTRAPPING.0) == Some(BOOTSTRAPPING.1) || object.name().starts_with("system:")
}

fn is_default_role(role: &Role<'_>) -> bool {
    role.object.is_none_or(is_default) || role.name == "cluster-admin" && role.namespace.is_empty()
}

/// True when the subject is a part of Kubernetes itself and stands for no open set of callers.
fn is_system(index: &Index<'_>, binding: Object<'_>, subject: Subject) -> bool {
    if let Some((namespace, _)) = index.account(subject) {
        return namespace == "kube-system";
    }
    let (Subject::User(name) | Subject::Group(name)) = subject;
    let name = index.text(name);
    let open = OPEN.contains(&name) || name.starts_with("system:serviceaccounts:");
    let masters = name == "system:masters" && !is_default(binding) && binding.name() != "cluster-admin";
    (name.starts_with("system:") && !open && !masters) || name.starts_with("kubeadm:")
}

/// Subjects of the binding that are no part of the system, as text.
fn outside(index: &Index<'_>, binding: &Binding<'_>) -> Vec<String> {
    let subjects = binding.subjects.iter().flatten();
    subjects.filter(|s| !is_system(index, binding.object, **s)).map(|s| index.subject_text(*s)).collect()
}

/// Bindings that give one of the rights to somebody outside the system. The default roles are made for the people of a
/// namespace: bound there they are no offence.
fn holders(index: &Index<'_>, rights: &[&Right]) -> Vec<Offender> {
    let mut found = Vec::new();
    for binding in index.bindings() {
        let Some(role) = binding.role.map(|id| index.role(id)) else { continue };
        if role.name == "cluster-admin" || is_default_role(role) && binding.scope != Scope::Cluster {
            continue;
        }
        let who = outside(index, binding);
        if who.is_empty() {
            continue;
        }
        let seen = rights.iter().find_map(|right| Some((right, rule_with(index, role, right)?)));
        if let Some((right, rule)) = seen {
            let message = format!("{} through {role}: {}", right.says, who.join(", "));
            let mut hit = offender(binding.object, "/roleRef", message);
            hit.value = Some(index.rule_text(rule));
            found.push(hit);
        }
    }
    found
}

/// The first rule that gives the right on objects of every name.
fn rule_with<'i>(index: &'i Index<'_>, role: &'i Role<'_>, right: &Right) -> Option<&'i Rule> {
    index.rules_of(role).find(|rule| {
        rule.words.names.is_empty()
            && right.verbs.iter().any(|verb| index.covers_verb(rule, verb))
            && right.on.iter().any(|(group, resource)| index.covers_resource(rule, group, resource))
    })
}

fn administrators(index: &Index<'_>) -> Vec<Offender> {
    let mut found = Vec::new();
    for binding in index.bindings() {
        let named = index.text(binding.role_name) == "cluster-admin"
            && binding.role_kind == Some(holdfast_rbac::RoleKind::ClusterRole);
        let who = outside(index, binding);
        if named && !who.is_empty() {
            let message = format!("gives every right to {}", who.join(", "));
            let mut hit = offender(binding.object, "/roleRef", message);
            hit.value = Some("ClusterRole cluster-admin".to_owned());
            found.push(hit);
        }
    }
    found
}

/// Bindings, other than those of every cluster, that name one of the subjects.
fn bound_to(index: &Index<'_>, names: &[&str]) -> Vec<Offender> {
    let mut found = Vec::new();
    for binding in index.bindings() {
        if is_default(binding.object) || binding.object.name() == "cluster-admin" || is_public(binding) {
            continue;
        }
        let subjects = binding.subjects.iter().enumerate();
        for (at, subject) in subjects.filter_map(|(at, s)| Some((at, (*s)?))) {
            let (Subject::User(name) | Subject::Group(name)) = subject;
            let name = index.text(name);
            if names.contains(&name) {
                let mut hit =
                    offender(binding.object, format!("/subjects/{at}"), format!("gives a role to {name}"));
                hit.value = Some(name.to_owned());
                found.push(hit);
                break;
            }
        }
    }
    found
}

/// The binding by which kubeadm lets joining nodes read the cluster's address before they have a credential.
fn is_public(binding: &Binding<'_>) -> bool {
    binding.scope == Scope::Namespace("kube-public")
        && binding.object.name() == "kubeadm:bootstrap-signer-clusterinfo"
}

fn wildcards(index: &Index<'_>) -> Vec<Offender> {
    let mut found = Vec::new();
    for role in index.roles().iter().filter(|role| !is_default_role(role)) {
        let Some(object) = role.object else { continue };
        let star = |words: &[holdfast_inventory::Sym]| index.texts(words).any(|word| word == "*");
        let rule = index.rules_of(role).find(|rule| {
            rule.origin == role.id
                && (star(&rule.words.verbs) || star(&rule.words.resources) || star(&rule.words.groups))
        });
        if let Some(rule) = rule {
            let mut hit = offender(object, format!("/rules/{}", rule.at), "a rule with a wildcard");
            hit.value = Some(index.rule_text(rule));
            found.push(hit);
        }
    }
    found
}

/// Accounts named `default` that give out tokens or hold roles.
fn default_accounts(estate: &Estate<'_>, index: &Index<'_>, facts: &mut ClusterFacts) {
    let mut found = Vec::new();
    let accounts = estate.service_accounts().iter().filter(|a| a.object.name() == "default");
    let mut judged = 0;
    for account in accounts {
        judged += 1;
        let view: &ServiceAccount<'_> = &account.view;
        if view.automount_service_account_token != Some(false) {
            let mut hit = offender(
                account.object,
                "/automountServiceAccountToken",
                "gives a token to every pod that names no account",
            );
            hit.value = view.automount_service_account_token.map(|v| v.to_string());
            found.push(hit);
        }
    }
    for binding in index.bindings().iter().filter(|b| !is_default(b.object)) {
        let mut named = binding.subjects.iter().flatten().filter_map(|s| index.account(*s));
        if let Some((namespace, _)) = named.find(|(_, name)| *name == "default") {
            let message = format!("gives a role to the account default of {namespace}");
            found.push(offender(binding.object, "/subjects", message));
        }
    }
    let snapshot = estate.snapshot;
    let mut how = known(snapshot, &["ServiceAccount"]);
    if snapshot.cluster.input == InputKind::Files && how == Known::Given && judged == 0 {
        how = Known::NotHeld("the files hold no account named default".to_owned());
    }
    let group =
        Group { offenders: Arc::new(found), known: how, population: "accounts named default", judged };
    facts.add("default-accounts", group);
}

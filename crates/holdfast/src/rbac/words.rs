//! Subjects, bindings, roles and rules as JSON.

use holdfast_rbac::{Binding, Grant, Identity, Index, Line, Role, RoleKind, Rule, Scope, Subject};
use serde::Serialize;

/// One link of a chain: the subject is in the binding, the binding refers to the role, the role has the rule.
#[derive(Serialize)]
pub(super) struct GrantWords {
    pub(super) subject: SubjectWords,
    pub(super) binding: ObjectWords,
    pub(super) role: ObjectWords,
    pub(super) rule: RuleWords,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct SubjectWords {
    /// `User`, `Group` or `ServiceAccount`.
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) namespace: String,
    pub(super) name: String,
}

#[derive(Serialize)]
pub(super) struct ObjectWords {
    pub(super) kind: &'static str,
    /// Empty for cluster-scoped ones.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) namespace: String,
    pub(super) name: String,
    /// Where it was read, when that was a file.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) file: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RuleWords {
    verbs: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    api_groups: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resources: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resource_names: Vec<String>,
    #[serde(rename = "nonResourceURLs", skip_serializing_if = "Vec::is_empty")]
    non_resource_urls: Vec<String>,
    /// The role that states the rule, when an aggregated role took it in.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

/// One line of permissions.
#[derive(Serialize)]
pub(super) struct PermissionWords {
    /// Empty: across the cluster.
    namespace: String,
    verbs: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resources: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    urls: Vec<String>,
}

pub(super) fn grant(index: &Index<'_>, grant: &Grant<'_, '_>) -> GrantWords {
    GrantWords {
        subject: subject(index, grant.subject),
        binding: binding(grant.binding),
        role: role(grant.role),
        rule: rule(index, grant.role, grant.rule),
    }
}

pub(super) fn subject(index: &Index<'_>, subject: Subject) -> SubjectWords {
    let (kind, namespace, name) = match (index.account(subject), subject) {
        (Some((namespace, name)), _) => ("ServiceAccount", namespace, name),
        (None, Subject::User(name)) => ("User", "", index.text(name)),
        (None, Subject::Group(name)) => ("Group", "", index.text(name)),
    };
    SubjectWords { kind, namespace: namespace.to_owned(), name: name.to_owned() }
}

/// The subject of a question.
pub(super) fn identity(who: &Identity) -> SubjectWords {
    let user = who.user.as_deref();
    let account = user.and_then(|user| user.strip_prefix("system:serviceaccount:")?.split_once(':'));
    let (kind, namespace, name) = match (account, user) {
        (Some((namespace, name)), _) => ("ServiceAccount", namespace, name),
        (None, Some(user)) => ("User", "", user),
        (None, None) => ("Group", "", who.groups.first().map_or("", String::as_str)),
    };
    SubjectWords { kind, namespace: namespace.to_owned(), name: name.to_owned() }
}

pub(super) fn binding(binding: &Binding<'_>) -> ObjectWords {
    let (kind, namespace) = match binding.scope {
        Scope::Cluster => ("ClusterRoleBinding", ""),
        Scope::Namespace(namespace) => ("RoleBinding", namespace),
    };
    ObjectWords {
        kind,
        namespace: namespace.to_owned(),
        name: binding.object.name().to_owned(),
        file: binding.object.file().to_owned(),
    }
}

pub(super) fn role(role: &Role<'_>) -> ObjectWords {
    ObjectWords {
        kind: role.kind.as_str(),
        namespace: if role.kind == RoleKind::Role { role.namespace.to_owned() } else { String::new() },
        name: role.name.to_owned(),
        file: role.object.map_or("", |object| object.file()).to_owned(),
    }
}

fn rule(index: &Index<'_>, role: &Role<'_>, rule: &Rule) -> RuleWords {
    let texts = |words| index.texts(words).map(str::to_owned).collect();
    RuleWords {
        verbs: texts(&rule.words.verbs),
        api_groups: texts(&rule.words.groups),
        resources: texts(&rule.words.resources),
        resource_names: texts(&rule.words.names),
        non_resource_urls: texts(&rule.words.urls),
        from: (rule.origin != role.id).then(|| index.role(rule.origin).to_string()),
    }
}

pub(super) fn permission(line: &Line<'_>) -> PermissionWords {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    PermissionWords {
        namespace: match line.scope {
            Scope::Cluster => String::new(),
            Scope::Namespace(namespace) => namespace.to_owned(),
        },
        verbs: owned(&line.verbs),
        resources: line.resources.iter().map(ToString::to_string).collect(),
        names: owned(&line.names),
        urls: owned(&line.urls),
    }
}

impl std::fmt::Display for SubjectWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            "ServiceAccount" => write!(f, "ServiceAccount {}/{}", self.namespace, self.name),
            kind => write!(f, "{kind} {}", self.name),
        }
    }
}

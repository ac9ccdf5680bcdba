use std::borrow::Cow;

use holdfast_inventory::{Interner, Object, Sym};
use rustc_hash::FxHashMap;

use crate::identity::account_of;
use crate::rule::{Rule, RuleId};

/// A role of an [`Index`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleId(pub(crate) u32);

/// A binding of an [`Index`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BindingId(pub(crate) u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleKind {
    Role,
    ClusterRole,
}

impl RoleKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Role => "Role",
            Self::ClusterRole => "ClusterRole",
        }
    }
}

/// A Role or ClusterRole with its effective rules.
#[derive(Clone, Debug)]
pub struct Role<'s> {
    pub id: RoleId,
    pub kind: RoleKind,
    /// Empty for ClusterRoles.
    pub namespace: &'s str,
    pub name: &'s str,
    /// `None` for a default role of Kubernetes that files refer to and do not hold.
    pub object: Option<Object<'s>>,
    /// True for ClusterRoles with an `aggregationRule`.
    pub aggregated: bool,
    /// What it allows: its own rules and, for aggregated roles, those of the roles it selects.
    pub rules: Box<[RuleId]>,
}

/// Where a binding grants its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope<'s> {
    /// Every namespace, cluster-scoped resources and non-resource paths.
    Cluster,
    Namespace(&'s str),
}

/// A subject as the authorizer compares it: service accounts are users of the name `system:serviceaccount:<ns>:<name>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    User(Sym),
    Group(Sym),
}

/// A RoleBinding or ClusterRoleBinding.
#[derive(Clone, Debug)]
pub struct Binding<'s> {
    pub id: BindingId,
    pub object: Object<'s>,
    pub scope: Scope<'s>,
    /// `roleRef.kind`; `None` when it is neither `Role` nor `ClusterRole`.
    pub role_kind: Option<RoleKind>,
    pub role_name: Sym,
    /// `None` when `roleRef` does not resolve: the binding dangles and grants nothing.
    pub role: Option<RoleId>,
    /// In the order written; `None` for subjects no authorizer can match.
    pub subjects: Box<[Option<Subject>]>,
}

/// Roles, bindings and subjects of one estate, ready to be asked.
#[derive(Debug, Default)]
pub struct Index<'s> {
    pub(crate) strings: Interner,
    pub(crate) rules: Vec<Rule>,
    pub(crate) roles: Vec<Role<'s>>,
    pub(crate) bindings: Vec<Binding<'s>>,
    pub(crate) role_by_name: FxHashMap<(&'s str, &'s str), RoleId>,
    pub(crate) role_by_object: FxHashMap<u32, RoleId>,
    pub(crate) binding_by_object: FxHashMap<u32, BindingId>,
    pub(crate) bindings_by_subject: FxHashMap<Subject, Vec<BindingId>>,
    pub(crate) bindings_by_role: FxHashMap<RoleId, Vec<BindingId>>,
    pub(crate) bindings_by_reach: FxHashMap<(RoleId, Scope<'s>), Vec<BindingId>>,
    /// Roles with a rule about this resource word (`pods`, `*/scale`, `*`).
    pub(crate) roles_by_resource: FxHashMap<Sym, Vec<RoleId>>,
    /// Roles with a rule about paths.
    pub(crate) roles_with_urls: Vec<RoleId>,
}

impl<'s> Index<'s> {
    pub fn roles(&self) -> &[Role<'s>] {
        &self.roles
    }

    pub fn bindings(&self) -> &[Binding<'s>] {
        &self.bindings
    }

    #[expect(clippy::indexing_slicing, reason = "ids are made by this index from its own lists")]
    pub fn role(&self, id: RoleId) -> &Role<'s> {
        &self.roles[id.0 as usize]
    }

    #[expect(clippy::indexing_slicing, reason = "ids are made by this index from its own lists")]
    pub fn binding(&self, id: BindingId) -> &Binding<'s> {
        &self.bindings[id.0 as usize]
    }

    #[expect(clippy::indexing_slicing, reason = "ids are made by this index from its own lists")]
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// The role of that identity; an empty namespace means a ClusterRole.
    pub fn find_role(&self, namespace: &str, name: &str) -> Option<&Role<'s>> {
        self.role_by_name.get(&(namespace, name)).map(|id| self.role(*id))
    }

    pub fn role_of(&self, object: Object<'_>) -> Option<&Role<'s>> {
        self.role_by_object.get(&object.id()).map(|id| self.role(*id))
    }

    pub fn binding_of(&self, object: Object<'_>) -> Option<&Binding<'s>> {
        self.binding_by_object.get(&object.id()).map(|id| self.binding(*id))
    }

    /// Bindings that refer to the role, by identity.
    pub fn bindings_to(&self, role: RoleId) -> impl Iterator<Item = &Binding<'s>> {
        self.bindings_by_role.get(&role).into_iter().flatten().map(|id| self.binding(*id))
    }

    /// Bindings whose `roleRef` does not resolve.
    pub fn dangling(&self) -> impl Iterator<Item = &Binding<'s>> {
        self.bindings.iter().filter(|b| b.role.is_none())
    }

    /// The effective rules of a role, its own first.
    pub fn rules_of<'i>(&'i self, role: &'i Role<'s>) -> impl Iterator<Item = &'i Rule> {
        role.rules.iter().map(|id| self.rule(*id))
    }

    pub fn text(&self, word: Sym) -> &str {
        self.strings.text(word)
    }

    /// The symbol of a word that some rule, subject or reference uses.
    pub fn word(&self, text: &str) -> Option<Sym> {
        self.strings.find(text)
    }

    pub fn texts<'i>(&'i self, words: &'i [Sym]) -> impl Iterator<Item = &'i str> {
        words.iter().map(|word| self.text(*word))
    }

    /// Namespace and name when the subject is a service account, however the binding writes it.
    pub fn account(&self, subject: Subject) -> Option<(&str, &str)> {
        match subject {
            Subject::User(name) => account_of(self.text(name)),
            Subject::Group(_) => None,
        }
    }

    /// `ServiceAccount shop/web`, `User alice`, `Group ops`.
    pub fn subject_text(&self, subject: Subject) -> String {
        match (subject, self.account(subject)) {
            (_, Some((namespace, name))) => format!("ServiceAccount {namespace}/{name}"),
            (Subject::User(name), None) => format!("User {}", self.text(name)),
            (Subject::Group(name), None) => format!("Group {}", self.text(name)),
        }
    }

    /// One line: `create, update on pods, apps/deployments named a`.
    pub fn rule_text(&self, rule: &Rule) -> String {
        let words = &rule.words;
        let join = |list: &[Sym]| self.texts(list).collect::<Vec<_>>().join(", ");
        let mut on: Vec<Cow<'_, str>> = Vec::new();
        for resource in self.texts(&words.resources) {
            for group in self.texts(&words.groups) {
                on.push(if group.is_empty() {
                    resource.into()
                } else {
                    format!("{group}/{resource}").into()
                });
            }
        }
        on.extend(self.texts(&words.urls).map(Cow::from));
        let named =
            if words.names.is_empty() { String::new() } else { format!(" named {}", join(&words.names)) };
        format!("{} on {}{named}", join(&words.verbs), on.join(", "))
    }
}

impl std::fmt::Display for Role<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            RoleKind::ClusterRole => write!(f, "ClusterRole {}", self.name),
            RoleKind::Role => write!(f, "Role {}/{}", self.namespace, self.name),
        }
    }
}

impl std::fmt::Display for Binding<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.scope {
            Scope::Cluster => write!(f, "ClusterRoleBinding {}", self.object.name()),
            Scope::Namespace(namespace) => write!(f, "RoleBinding {namespace}/{}", self.object.name()),
        }
    }
}

use holdfast_inventory::view::{Binding as BindingView, PolicyRule, Subject as SubjectView};
use holdfast_inventory::{Estate, Object, Sym, Typed};
use holdfast_model::InputKind;

use crate::aggregate::{Member, Selects, aggregate};
use crate::builtin::{DEFAULT_ROLES, DefaultRole};
use crate::identity::account_user;
use crate::index::{Binding, BindingId, Index, Role, RoleId, RoleKind, Scope, Subject};
use crate::rule::{Rule, RuleId, Words};

/// How ClusterRoles with an `aggregationRule` get their rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregation {
    /// From the roles they select, besides what they hold: what the controller makes of them.
    Resolved,
    /// Only the rules they hold: what the authorizer reads before the controller has run.
    Stored,
}

impl<'s> Index<'s> {
    /// Reads all roles and bindings. Among files, bindings may refer to the default roles of Kubernetes without holding them.
    pub fn build(estate: &Estate<'s>) -> Self {
        Self::build_with(estate, Aggregation::Resolved)
    }

    pub fn build_with(estate: &Estate<'s>, aggregation: Aggregation) -> Self {
        let mut index = Self::default();
        let mut members = Vec::new();
        for typed in in_order(estate.roles()) {
            let kind = if typed.object.kind() == "Role" { RoleKind::Role } else { RoleKind::ClusterRole };
            let namespace = if kind == RoleKind::Role { typed.object.namespace() } else { "" };
            let head = Head { kind, namespace, name: typed.object.name(), object: Some(typed.object) };
            let rules = typed.view.rules.iter().map(|rule| Words::of(&mut index.strings, rule)).collect();
            let selects: Vec<_> = (typed.view.aggregation_rule.iter())
                .flat_map(|rule| rule.cluster_role_selectors.iter().map(Selects::Given))
                .filter(|_| kind == RoleKind::ClusterRole)
                .collect();
            let role = index.add_role(head, rules, typed.view.aggregation_rule.is_some());
            if kind == RoleKind::ClusterRole {
                members.push(Member { role, selects });
            }
        }
        if estate.snapshot.cluster.input == InputKind::Files {
            members.extend(index.add_default_roles());
        }
        if aggregation == Aggregation::Resolved {
            let own: Vec<Vec<RuleId>> = index.roles.iter().map(|role| role.rules.to_vec()).collect();
            aggregate(&mut index, &members, &own);
        }
        for typed in in_order(estate.bindings()) {
            index.add_binding(typed);
        }
        index.key_roles();
        index
    }

    /// Notes which roles can matter to a question at all: those with a rule about the resource, and those with paths.
    fn key_roles(&mut self) {
        for role in &self.roles {
            let mut words: Vec<Sym> = Vec::new();
            let mut has_urls = false;
            for rule in self.rules_of(role) {
                words.extend(&rule.words.resources);
                has_urls |= !rule.words.urls.is_empty();
            }
            words.sort_unstable();
            words.dedup();
            for word in words {
                self.roles_by_resource.entry(word).or_default().push(role.id);
            }
            if has_urls {
                self.roles_with_urls.push(role.id);
            }
        }
    }

    /// Default roles the files do not hold themselves; every cluster has them.
    fn add_default_roles(&mut self) -> Vec<Member<'static>> {
        let missing =
            DEFAULT_ROLES.iter().filter(|d| !self.role_by_name.contains_key(&(d.namespace, d.name)));
        let missing: Vec<&DefaultRole> = missing.collect();
        let mut members = Vec::new();
        for default in missing {
            let kind = if default.namespace.is_empty() { RoleKind::ClusterRole } else { RoleKind::Role };
            let head = Head { kind, namespace: default.namespace, name: default.name, object: None };
            let rules = default.rules.iter().map(|rule| Words::of(&mut self.strings, &rule.view())).collect();
            let role = self.add_role(head, rules, default.selects.is_some());
            if kind == RoleKind::ClusterRole {
                members.push(Member {
                    role,
                    selects: default.selects.map(Selects::Default).into_iter().collect(),
                });
            }
        }
        members
    }

    fn add_role(&mut self, head: Head<'s>, rules: Vec<Words>, aggregated: bool) -> RoleId {
        let id = RoleId(small(self.roles.len()));
        let first = self.rules.len();
        let stated = rules.into_iter().enumerate();
        self.rules.extend(stated.map(|(at, words)| Rule { origin: id, at: small(at), words }));
        let rules = (first..self.rules.len()).map(|at| RuleId(small(at))).collect();
        let Head { kind, namespace, name, object } = head;
        self.roles.push(Role { id, kind, namespace, name, object, aggregated, rules });
        // Of two objects with one name, the one applied last is what the cluster gets.
        self.role_by_name.insert((namespace, name), id);
        if let Some(object) = object {
            self.role_by_object.insert(object.id(), id);
        }
        id
    }

    fn add_binding(&mut self, typed: &Typed<'s, BindingView<'s>>) {
        let (object, view) = (typed.object, &typed.view);
        let id = BindingId(small(self.bindings.len()));
        let local = object.kind() == "RoleBinding";
        let scope = if local { Scope::Namespace(object.namespace()) } else { Scope::Cluster };
        let namespace = if local { object.namespace() } else { "" };
        let role_kind = match view.role_ref.kind.as_str() {
            "ClusterRole" => Some(RoleKind::ClusterRole),
            "Role" => Some(RoleKind::Role),
            _ => None,
        };
        let role = role_kind.and_then(|kind| self.resolve(kind, namespace, &view.role_ref.name));
        let subjects: Box<[_]> = view.subjects.iter().map(|s| self.subject(s, namespace)).collect();
        let mut distinct: Vec<Subject> = subjects.iter().flatten().copied().collect();
        distinct.sort_unstable();
        distinct.dedup();
        for subject in distinct {
            self.bindings_by_subject.entry(subject).or_default().push(id);
        }
        if let Some(role) = role {
            self.bindings_by_role.entry(role).or_default().push(id);
            self.bindings_by_reach.entry((role, scope)).or_default().push(id);
        }
        self.binding_by_object.insert(object.id(), id);
        let role_name = self.strings.intern(&view.role_ref.name);
        self.bindings.push(Binding { id, object, scope, role_kind, role_name, role, subjects });
    }

    /// A ClusterRoleBinding cannot refer to a Role: there is none outside a namespace.
    fn resolve(&self, kind: RoleKind, namespace: &str, name: &str) -> Option<RoleId> {
        let namespace = match kind {
            RoleKind::ClusterRole => "",
            RoleKind::Role if namespace.is_empty() => return None,
            RoleKind::Role => namespace,
        };
        self.role_by_name.get(&(namespace, name)).copied()
    }

    /// A service account without a namespace is one of the RoleBinding's own; in a ClusterRoleBinding it matches nobody.
    fn subject(&mut self, subject: &SubjectView<'_>, here: &str) -> Option<Subject> {
        let written = subject.namespace.as_deref().filter(|n| !n.is_empty());
        match (subject.kind.as_str(), written.unwrap_or(here)) {
            ("User", _) => Some(Subject::User(self.strings.intern(&subject.name))),
            ("Group", _) => Some(Subject::Group(self.strings.intern(&subject.name))),
            ("ServiceAccount", namespace) if !namespace.is_empty() => {
                Some(Subject::User(self.strings.intern(&account_user(namespace, &subject.name))))
            }
            _ => None,
        }
    }
}

/// By identity instead of the order read, so that answers do not depend on the order of files. Objects of one identity keep
/// theirs: the last one counts.
fn in_order<'e, 's, T>(read: &'e [Typed<'s, T>]) -> Vec<&'e Typed<'s, T>> {
    let mut sorted: Vec<&Typed<'s, T>> = read.iter().collect();
    sorted.sort_by_key(|typed| (typed.object.kind(), typed.object.namespace(), typed.object.name()));
    sorted
}

/// A label of a role: of its object, or what the default role would have.
pub(crate) fn label<'s>(role: &Role<'s>, key: &str) -> Option<&'s str> {
    if let Some(object) = role.object {
        return object.label(key);
    }
    let default = DEFAULT_ROLES.iter().find(|d| d.name == role.name)?;
    default.labels.contains(&key).then_some("true")
}

/// Identity of a role.
struct Head<'s> {
    kind: RoleKind,
    namespace: &'s str,
    name: &'s str,
    object: Option<Object<'s>>,
}

impl crate::builtin::DefaultRule {
    fn view(&self) -> PolicyRule<'static> {
        use holdfast_inventory::view::List;
        let list = |words: &[&'static str]| List(words.iter().map(|w| (*w).into()).collect());
        PolicyRule {
            verbs: list(self.verbs),
            api_groups: list(self.groups),
            resources: list(self.resources),
            resource_names: list(self.names),
            non_resource_urls: list(self.urls),
        }
    }
}

/// More than four billion entries cannot be held in memory.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

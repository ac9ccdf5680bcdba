use holdfast_rbac::{Index, Role, RoleKind, Rule};

/// A right worth knowing about: any of the verbs on any of the resources.
#[derive(Debug)]
pub(crate) struct Right {
    pub(crate) verbs: &'static [&'static str],
    /// API group and resource, `("", "pods/exec")`.
    pub(crate) on: &'static [(&'static str, &'static str)],
    pub(crate) names: Names,
}

/// How a rule's `resourceNames` bear on a right.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Names {
    /// Objects of every name: a rule for a few named ones is what a careful owner writes.
    Every,
    /// One named object is bad enough.
    Any,
    /// Objects of every name, or one of these.
    Of(&'static [&'static str]),
}

/// Where a right was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'i> {
    pub(crate) rule: &'i Rule,
    pub(crate) verb: &'static str,
    pub(crate) resource: &'static str,
}

/// How far the role or binding that is asked reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    Cluster,
    /// One namespace: rules about cluster-scoped resources have no effect there.
    Namespace,
}

/// How far a role can be bound at most.
pub(crate) fn widest(role: &Role<'_>) -> Reach {
    if role.kind == RoleKind::ClusterRole { Reach::Cluster } else { Reach::Namespace }
}

impl Right {
    /// Objects of every name.
    pub(crate) const fn new(
        verbs: &'static [&'static str],
        on: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self { verbs, on, names: Names::Every }
    }

    pub(crate) const fn names(self, names: Names) -> Self {
        Self { names, ..self }
    }

    /// The first verb and resource that the rule gives.
    pub(crate) fn of<'i>(&self, index: &Index<'_>, rule: &'i Rule, reach: Reach) -> Option<Seen<'i>> {
        let verb = self.verbs.iter().find(|verb| index.covers_verb(rule, verb))?;
        // `bind` is asked in the namespace of the binding, for cluster roles too.
        let effective = |resource| reach == Reach::Cluster || *verb == "bind" || !is_cluster_scoped(resource);
        let about = |(group, resource): &&(&str, &'static str)| {
            effective(resource) && index.covers_resource(rule, group, resource)
        };
        let (_, resource) = self.on.iter().find(about)?;
        self.names.admit(index, rule).then_some(Seen { rule, verb, resource })
    }
}

impl Names {
    fn admit(self, index: &Index<'_>, rule: &Rule) -> bool {
        rule.words.names.is_empty()
            || match self {
                Self::Every => false,
                Self::Any => true,
                Self::Of(names) => index.texts(&rule.words.names).any(|name| names.contains(&name)),
            }
    }
}

/// The first rule of the role that gives the right.
pub(crate) fn find<'i>(
    index: &'i Index<'_>,
    role: &'i Role<'_>,
    right: &Right,
    reach: Reach,
) -> Option<Seen<'i>> {
    index.rules_of(role).find_map(|rule| right.of(index, rule, reach))
}

pub(crate) fn has(index: &Index<'_>, role: &Role<'_>, right: &Right, reach: Reach) -> bool {
    find(index, role, right, reach).is_some()
}

/// ` limited to the names a, b`, or nothing.
pub(crate) fn limited_to(index: &Index<'_>, rule: &Rule) -> String {
    if rule.words.names.is_empty() {
        return String::new();
    }
    format!(" (only those named {})", index.texts(&rule.words.names).collect::<Vec<_>>().join(", "))
}

/// True when the role allows every verb on every resource, in one rule or in several: cluster-admin by content.
pub(crate) fn is_admin(index: &Index<'_>, role: &Role<'_>) -> bool {
    const VERBS: &[&str] =
        &["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
    let everything = |rule: &&Rule| {
        let all = |words| index.texts(words).any(|word| word == "*");
        rule.words.names.is_empty() && all(&rule.words.groups) && all(&rule.words.resources)
    };
    VERBS.iter().all(|verb| index.rules_of(role).filter(everything).any(|rule| index.covers_verb(rule, verb)))
}

/// Resources outside namespaces that the checks ask about. `namespaces` is not one: a Role may grant its own.
fn is_cluster_scoped(resource: &str) -> bool {
    matches!(
        resource.split('/').next().unwrap_or_default(),
        "certificatesigningrequests"
            | "clusterrolebindings"
            | "clusterroles"
            | "groups"
            | "mutatingwebhookconfigurations"
            | "nodes"
            | "persistentvolumes"
            | "signers"
            | "uids"
            | "userextras"
            | "users"
            | "validatingwebhookconfigurations"
    )
}

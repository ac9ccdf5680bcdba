//! What an account may do, in the worst case.

use holdfast_rbac::{Binding, Identity, Index, Role, Rule, Scope, Subject};

use super::right::{Reach, Right, find, has, is_admin};
use super::table::{ADMINISTRATOR, READ_SECRETS, TAKEOVER, Way};

/// What an account holds; each with the reason.
#[derive(Debug, Default)]
pub(crate) struct Power {
    /// Everything, or what the administrators of a namespace hold.
    pub(crate) admin: Option<Reason>,
    /// A way to everything.
    pub(crate) takeover: Option<Reason>,
    /// Rights to change something or to read secrets.
    pub(crate) rights: Option<Reason>,
    /// Some binding refers to a role that is not known.
    pub(crate) unresolved: bool,
}

/// What it comes to, and through which bindings, roles and rules.
#[derive(Debug)]
pub(crate) struct Reason {
    pub(crate) says: String,
    pub(crate) facts: Vec<String>,
}

/// One binding that the account is in.
pub(super) struct Link<'i, 's> {
    pub(super) subject: Subject,
    pub(super) binding: &'i Binding<'s>,
    pub(super) role: &'i Role<'s>,
    pub(super) reach: Reach,
}

pub(super) fn power(index: &Index<'_>, who: &Identity) -> Power {
    let links: Vec<Link<'_, '_>> =
        index.bindings_for(who).filter_map(|(subject, b)| link(index, subject, b)).collect();
    Power {
        admin: admin(index, &links),
        takeover: takeover(index, &links),
        rights: rights(index, &links),
        unresolved: index.bindings_for(who).any(|(_, binding)| binding.role.is_none()),
    }
}

pub(super) fn link<'i, 's>(
    index: &'i Index<'s>,
    subject: Subject,
    binding: &'i Binding<'s>,
) -> Option<Link<'i, 's>> {
    let reach = if binding.scope == Scope::Cluster { Reach::Cluster } else { Reach::Namespace };
    Some(Link { subject, binding, role: index.role(binding.role?), reach })
}

impl Link<'_, '_> {
    /// The chain in one line.
    pub(super) fn chain(&self, index: &Index<'_>, rule: Option<&Rule>) -> String {
        let rule = rule.map(|rule| format!(" -> {}", index.rule_text(rule))).unwrap_or_default();
        format!("{} -> {} -> {}{rule}", index.subject_text(self.subject), self.binding, self.role)
    }

    fn scope(&self) -> String {
        match self.binding.scope {
            Scope::Cluster => "across the cluster".to_owned(),
            Scope::Namespace(namespace) => format!("in namespace {namespace}"),
        }
    }

    /// Rights in kube-system are as good as rights everywhere: the control plane's accounts live there.
    fn is_central(&self) -> bool {
        matches!(self.binding.scope, Scope::Cluster | Scope::Namespace("kube-system"))
    }
}

fn admin(index: &Index<'_>, links: &[Link<'_, '_>]) -> Option<Reason> {
    let reason = |link: &Link<'_, '_>, says: &str| Reason {
        says: format!("{says} {}", link.scope()),
        facts: vec![link.chain(index, None)],
    };
    let everything =
        links.iter().find(|link| is_admin(index, link.role)).map(|link| reason(link, "every right"));
    everything.or_else(|| {
        let manages =
            |link: &&Link<'_, '_>| ADMINISTRATOR.iter().all(|right| has(index, link.role, right, link.reach));
        links.iter().find(manages).map(|link| reason(link, "role bindings, secrets and workloads"))
    })
}

fn takeover(index: &Index<'_>, links: &[Link<'_, '_>]) -> Option<Reason> {
    let central: Vec<&Link<'_, '_>> = links.iter().filter(|link| link.is_central()).collect();
    if let Some(link) = central.iter().find(|link| is_admin(index, link.role)) {
        let says = format!("it holds every right {}", link.scope());
        return Some(Reason { says, facts: vec![link.chain(index, None)] });
    }
    TAKEOVER.iter().find_map(|way| {
        let facts = chains(index, &central, way)?;
        Some(Reason { says: way.says.to_owned(), facts })
    })
}

/// One chain for each right of the way, if all are held.
fn chains(index: &Index<'_>, links: &[&Link<'_, '_>], way: &Way) -> Option<Vec<String>> {
    let held = |right: &&Right| {
        links.iter().find_map(|link| {
            find(index, link.role, right, link.reach).map(|seen| link.chain(index, Some(seen.rule)))
        })
    };
    let mut facts: Vec<String> = way.rights.iter().map(held).collect::<Option<_>>()?;
    facts.dedup();
    Some(facts)
}

fn rights(index: &Index<'_>, links: &[Link<'_, '_>]) -> Option<Reason> {
    links.iter().find_map(|link| {
        let rule = index.rules_of(link.role).find(|rule| is_meaningful(index, rule, link.reach))?;
        let says = format!("{} {}", index.rule_text(rule), link.scope());
        Some(Reason { says, facts: vec![link.chain(index, Some(rule))] })
    })
}

/// Changing something that others rely on, or reading secrets. What every controller does to elect a leader and to
/// report events is not meant, nor asking who a caller is.
fn is_meaningful(index: &Index<'_>, rule: &Rule, reach: Reach) -> bool {
    const ROUTINE: &[&str] = &[
        "events",
        "leases",
        "localsubjectaccessreviews",
        "selfsubjectaccessreviews",
        "selfsubjectreviews",
        "selfsubjectrulesreviews",
        "subjectaccessreviews",
        "tokenreviews",
    ];
    let named = !rule.words.names.is_empty();
    let routine = |resource: &str| ROUTINE.contains(&resource) || (named && resource == "configmaps");
    let changes = index.texts(&rule.words.verbs).any(|verb| !matches!(verb, "get" | "list" | "watch"));
    (changes && index.texts(&rule.words.resources).any(|resource| !routine(resource)))
        || READ_SECRETS.of(index, rule, reach).is_some()
}

use holdfast_rbac::{Scope, Subject};

use super::{Facts, GrantCx, Scoped};

/// A subject of some binding with all it holds, its implicit groups' grants included.
#[derive(Debug)]
pub(crate) struct IdentityCx<'f, 's> {
    pub subject: Subject,
    pub grants: Vec<GrantCx<'f, 's>>,
}

/// Asks for one permission of a grant.
pub(crate) type Ask = for<'f, 's> fn(&GrantCx<'f, 's>) -> bool;

impl<'f, 's> IdentityCx<'f, 's> {
    /// Every subject of a binding that resolves, sorted.
    pub(crate) fn all(facts: &'f Facts<'s>) -> Vec<Self> {
        let rbac = &facts.rbac;
        let resolved = rbac.bindings().iter().filter(|b| b.role.is_some());
        let mut subjects: Vec<Subject> =
            resolved.flat_map(|b| b.subjects.iter().flatten()).copied().collect();
        subjects.sort_unstable();
        subjects.dedup();
        let of = |subject: Subject| {
            let who = rbac.identity_of(subject);
            let held = rbac.bindings_for(&who).filter_map(|(_, b)| Some((b.role?, b.scope)));
            let mut grants: Vec<GrantCx<'f, 's>> = Vec::new();
            for (role, scope) in held {
                let role = rbac.role(role);
                if !grants.iter().any(|g| g.role.id == role.id && g.scope == scope) {
                    grants.push(GrantCx { facts, role, scope });
                }
            }
            Self { subject, grants }
        };
        subjects.into_iter().map(of).collect()
    }

    /// Scopes in which the identity holds both, but no single grant does: empty is the whole cluster.
    pub(crate) fn only_together(&self, one: Ask, other: Ask) -> Vec<&'s str> {
        let holders = |ask: Ask| self.grants.iter().filter(move |g| ask(g));
        let mut scopes: Vec<&'s str> = Vec::new();
        for a in holders(one) {
            for b in holders(other).filter(|b| b.role.id != a.role.id || b.scope != a.scope) {
                match (a.scope, b.scope) {
                    (Scope::Cluster, Scope::Cluster) => scopes.push(""),
                    (Scope::Cluster, Scope::Namespace(ns)) | (Scope::Namespace(ns), Scope::Cluster) => {
                        scopes.push(ns);
                    }
                    (Scope::Namespace(a), Scope::Namespace(b)) if a == b => scopes.push(a),
                    (Scope::Namespace(_), Scope::Namespace(_)) => {}
                }
            }
        }
        let alone = |scope: &&str| {
            let covers = |g: &&GrantCx<'_, '_>| g.namespace().is_empty() || g.namespace() == *scope;
            self.grants.iter().filter(covers).any(|g| one(g) && other(g))
        };
        scopes.sort_unstable();
        scopes.dedup();
        scopes.retain(|scope| !alone(scope));
        scopes
    }

    /// The first grant that allows one of the verbs.
    pub(crate) fn may(&self, verbs: &[&str], group: &str, resource: &str) -> Option<Scoped<'f>> {
        self.grants.iter().find_map(|grant| grant.may(verbs, group, resource))
    }
}

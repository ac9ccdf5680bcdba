use crate::answer::Allowed;
use crate::identity::Identity;
use crate::index::{Index, Role, RoleKind, Scope};
use crate::permission::{Held, Permission, Place, Thing};
use crate::request::Request;

const GROUP: &str = "rbac.authorization.k8s.io";

/// Why somebody may write a role's rules, or bind the role.
#[derive(Clone, Copy, Debug)]
pub enum MayGrant<'i, 's> {
    /// All the role's rules are theirs already.
    Holds,
    /// They hold `escalate` (to write) or `bind` (to bind) on it.
    Verb(Allowed<'i, 's>),
}

/// The API server's checks against escalation, which come after the authorizer has allowed the write itself:
/// `pkg/registry/rbac/{role,clusterrole,rolebinding,clusterrolebinding}/policybased/storage.go`.
impl<'s> Index<'s> {
    /// May they create or update this role so that it has the rules it has? An aggregated role asks for everything.
    pub fn may_write<'i>(&'i self, who: &Identity, role: &'i Role<'s>) -> Option<MayGrant<'i, 's>> {
        let request = special("escalate", role, role.namespace);
        self.can(who, &request)
            .map(MayGrant::Verb)
            .or_else(|| self.holds(who, role, role.namespace, role.aggregated).then_some(MayGrant::Holds))
    }

    /// May they bind this role in the scope?
    pub fn may_bind<'i>(
        &'i self,
        who: &Identity,
        role: &'i Role<'s>,
        scope: Scope<'_>,
    ) -> Option<MayGrant<'i, 's>> {
        let namespace = match scope {
            Scope::Cluster => "",
            Scope::Namespace(namespace) => namespace,
        };
        let request = special("bind", role, namespace);
        self.can(who, &request)
            .map(MayGrant::Verb)
            .or_else(|| self.holds(who, role, namespace, false).then_some(MayGrant::Holds))
    }

    /// Rules of all bindings that reach there are compared as they stand, paths too.
    fn holds(&self, who: &Identity, role: &Role<'s>, namespace: &str, everything: bool) -> bool {
        let (mut held, mut stated) = (Held::default(), Held::default());
        for (_, binding) in self.bindings_for(who).filter(|(_, binding)| binding.reaches(namespace)) {
            let rules = binding.role.into_iter().flat_map(|id| self.rules_of(self.role(id)));
            rules.for_each(|rule| held.add_rule(self, rule, Scope::Cluster));
        }
        self.rules_of(role).for_each(|rule| stated.add_rule(self, rule, Scope::Cluster));
        !stated.cut
            && stated.iter().all(|permission| held.covers(&permission))
            && (!everything || EVERYTHING.iter().all(|all| held.covers(all)))
    }
}

fn special<'q>(verb: &'q str, role: &'q Role<'_>, namespace: &'q str) -> Request<'q> {
    let resource = if role.kind == RoleKind::Role { "roles" } else { "clusterroles" };
    Request::resource(verb, GROUP, resource).in_namespace(namespace).named(role.name)
}

/// What the author of an aggregation rule must hold.
const EVERYTHING: [Permission<'static>; 2] = [
    Permission {
        place: Place {
            scope: Scope::Cluster,
            thing: Thing::Resource { group: "*", resource: "*", subresource: "", name: None },
        },
        verb: "*",
    },
    Permission { place: Place { scope: Scope::Cluster, thing: Thing::Url("*") }, verb: "*" },
];

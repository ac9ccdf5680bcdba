use std::collections::{BTreeMap, BTreeSet};

use crate::call::Used;
use crate::identity::Identity;
use crate::index::{Binding, Index, Role, RoleKind, Scope};
use crate::permission::{Held, Permission, Place, Thing, named, unnamed};
use crate::request::Request;
use crate::summary::{Line, lines};
use crate::usage::{RoleWrite, UserUsage};

const RBAC: &str = "rbac.authorization.k8s.io";

/// How close the new roles keep to the calls.
#[derive(Clone, Copy, Debug)]
pub struct Tightness {
    /// Most names of one resource that are listed; with more, objects of every name are meant.
    pub most_names: usize,
    /// Most namespaces a permission is given one by one; with more, across the cluster.
    pub most_namespaces: usize,
}

impl Default for Tightness {
    fn default() -> Self {
        Self { most_names: 5, most_namespaces: 5 }
    }
}

/// What a user holds, what of it was used, and what would do.
#[derive(Clone, Debug)]
pub struct Plan<'i> {
    pub user: &'i str,
    pub who: Identity,
    /// A member of `system:masters`: no role bears on it.
    pub superuser: bool,
    pub granted: Vec<Line<'i>>,
    pub used: Vec<Line<'i>>,
    pub unused: Vec<Line<'i>>,
    /// Calls that went through and that nothing known today allows.
    pub beyond: Vec<&'i Used>,
    /// What the log does not tell, in words.
    pub open: Vec<String>,
    /// What the new roles must say; what the default bindings of every cluster give is left out.
    pub needed: Vec<Line<'i>>,
    /// What the default bindings give: they stay.
    pub kept: Held<'i>,
    pub usage: &'i UserUsage,
}

/// Resources whose objects come and go under made-up names: what is named today is gone tomorrow.
const PASSING: &[&str] = &[
    "certificatesigningrequests",
    "controllerrevisions",
    "endpointslices",
    "events",
    "jobs",
    "nodes",
    "persistentvolumes",
    "pods",
    "replicasets",
    "volumeattachments",
];

/// Compares what a user holds with what it did.
pub fn plan<'i>(index: &'i Index<'_>, user: &'i str, usage: &'i UserUsage, tightness: Tightness) -> Plan<'i> {
    let who = usage.identity(user);
    let held = index.held(&who);
    let mut kept = Held::default();
    for (_, binding) in index.bindings_for(&who).filter(|(_, binding)| is_default(binding)) {
        kept.add_binding(index, binding);
    }
    let called: Vec<Permission<'i>> = usage.calls.iter().map(Used::permission).collect();
    let (written, open) = written(index, &who, usage);
    let all = || called.iter().chain(&written).copied();
    let marked: BTreeSet<Permission<'_>> = all().flat_map(|p| held.covering(&p)).collect();
    let missing = all().filter(|permission| !kept.covers(permission)).collect();
    let mut needed = Held::default();
    for permission in across_namespaces(nameless(missing, &held, tightness), &held, tightness) {
        needed.add(permission.place, &[permission.verb]);
    }
    let superuser = who.is_superuser();
    Plan {
        user,
        superuser,
        granted: held.lines(),
        used: lines(called.iter().copied()),
        unused: lines(held.iter().filter(|p| !held.is_redundant(p) && !marked.contains(p))),
        beyond: usage.calls.iter().filter(|call| !superuser && !held.covers(&call.permission())).collect(),
        open,
        needed: if superuser { Vec::new() } else { needed.lines() },
        kept,
        usage,
        who,
    }
}

/// Part of every cluster, and made again by the API server when somebody removes it.
fn is_default(binding: &Binding<'_>) -> bool {
    binding.object.label("kubernetes.io/bootstrapping") == Some("rbac-defaults")
}

/// What the roles and bindings that were written took besides the right to write them: the special verb where it is held,
/// else the rules that were passed on.
fn written<'i>(
    index: &'i Index<'_>,
    who: &Identity,
    usage: &'i UserUsage,
) -> (Vec<Permission<'i>>, Vec<String>) {
    let (mut all, mut open) = (Vec::new(), Vec::new());
    for write in &usage.writes {
        let (verb, namespace, is_role, name) = match write {
            RoleWrite::Rules { namespace, name } => ("escalate", namespace, !namespace.is_empty(), name),
            RoleWrite::Binding { namespace, role: Some((is_role, name)) } => {
                ("bind", namespace, *is_role, name)
            }
            RoleWrite::Binding { namespace, role: None } => {
                let place = if namespace.is_empty() { "the cluster" } else { namespace };
                open.push(format!("which role it bound in {place}: the log lacks the bodies of requests; it may need bind, or the rights of that role"));
                continue;
            }
        };
        let resource = if is_role { "roles" } else { "clusterroles" };
        let request = Request::resource(verb, RBAC, resource).in_namespace(namespace).named(name);
        let scope = if namespace.is_empty() { Scope::Cluster } else { Scope::Namespace(namespace) };
        let role = index.find_role(if is_role { namespace } else { "" }, name);
        if index.can(who, &request).is_some() {
            let thing = Thing::Resource { group: RBAC, resource, subresource: "", name: Some(name) };
            all.push(Permission { place: Place { scope, thing }, verb });
        } else if let Some(role) = role.filter(|role| matches_kind(role, is_role)) {
            all.extend(index.stated(role, scope).iter());
        } else {
            open.push(format!("what {name} of {resource} gives, which it wrote or bound: the role is not known; it may need {verb}, or the same rights"));
        }
    }
    (all, open)
}

fn matches_kind(role: &Role<'_>, is_role: bool) -> bool {
    (role.kind == RoleKind::Role) == is_role
}

/// Leaves out the names where there are too many or where they do not last, if every name is held today.
fn nameless<'i>(wanted: Vec<Permission<'i>>, held: &Held<'_>, tightness: Tightness) -> Vec<Permission<'i>> {
    let mut names: BTreeMap<Permission<'i>, BTreeSet<Option<&'i str>>> = BTreeMap::new();
    for permission in wanted {
        let (whole, name) = without_name(permission);
        names.entry(whole).or_default().insert(name);
    }
    let mut all = Vec::new();
    for (whole, names) in names {
        let passing =
            matches!(whole.place.thing, Thing::Resource { resource, .. } if PASSING.contains(&resource));
        let many = passing || names.len() > tightness.most_names;
        if names.contains(&None) || (many && held.covers(&whole)) {
            all.push(whole);
        } else {
            all.extend(names.into_iter().flatten().map(|name| with_name(whole, name)));
        }
    }
    all
}

/// Gives across the cluster what is used in too many namespaces, if it is held across the cluster today.
fn across_namespaces<'i>(
    wanted: Vec<Permission<'i>>,
    held: &Held<'_>,
    tightness: Tightness,
) -> Vec<Permission<'i>> {
    let everywhere =
        |p: Permission<'i>| Permission { place: Place { scope: Scope::Cluster, ..p.place }, ..p };
    let mut scopes: BTreeMap<Permission<'i>, BTreeSet<Scope<'i>>> = BTreeMap::new();
    for permission in wanted {
        scopes.entry(everywhere(permission)).or_default().insert(permission.place.scope);
    }
    let mut all = Vec::new();
    for (wide, scopes) in scopes {
        if scopes.contains(&Scope::Cluster)
            || (scopes.len() > tightness.most_namespaces && held.covers(&wide))
        {
            all.push(wide);
        } else {
            all.extend(
                scopes.into_iter().map(|scope| Permission { place: Place { scope, ..wide.place }, ..wide }),
            );
        }
    }
    all
}

fn without_name(permission: Permission<'_>) -> (Permission<'_>, Option<&str>) {
    let name = match permission.place.thing {
        Thing::Resource { name, .. } => name,
        Thing::Url(_) => None,
    };
    let thing = unnamed(permission.place.thing);
    (Permission { place: Place { thing, ..permission.place }, ..permission }, name)
}

fn with_name<'p>(permission: Permission<'p>, name: &'p str) -> Permission<'p> {
    let thing = named(permission.place.thing, Some(name));
    Permission { place: Place { thing, ..permission.place }, ..permission }
}

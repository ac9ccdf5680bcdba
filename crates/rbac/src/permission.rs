use rustc_hash::FxHashMap;

use crate::identity::Identity;
use crate::index::{Binding, Index, Role, Scope};
use crate::rule::Rule;

/// What one permission is about. No list, no verb: the smallest thing a rule can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing<'i> {
    Resource {
        group: &'i str,
        /// `pods` of `pods/exec`; `*` of `*` and of `*/scale`.
        resource: &'i str,
        /// `exec` of `pods/exec`; empty for the resource itself.
        subresource: &'i str,
        /// `None`: objects of every name.
        name: Option<&'i str>,
    },
    /// A path, or all paths with a beginning: `/logs/*`.
    Url(&'i str),
}

/// A thing, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place<'i> {
    pub scope: Scope<'i>,
    pub thing: Thing<'i>,
}

/// One verb on one thing in one scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission<'i> {
    pub place: Place<'i>,
    pub verb: &'i str,
}

/// Most places one holder's rules are broken down to; a role that names more is not real.
const MOST_PLACES: usize = 500_000;

/// A set of permissions that can be asked whether it covers another, as the API server compares rules when a role is
/// written: `Covers` in `k8s.io/component-helpers/auth/rbac/validation`.
#[derive(Clone, Debug, Default)]
pub struct Held<'i> {
    verbs: FxHashMap<Place<'i>, Vec<&'i str>>,
    /// Paths that end in `*`, and where.
    patterns: Vec<Place<'i>>,
    /// True when the rules were more than could be broken down: then something held may be missing here.
    pub cut: bool,
}

impl<'s> Index<'s> {
    /// All the identity holds, through every binding that names it or its groups. Members of `system:masters` hold more.
    pub fn held<'i>(&'i self, who: &Identity) -> Held<'i> {
        let mut held = Held::default();
        for (_, binding) in self.bindings_for(who) {
            held.add_binding(self, binding);
        }
        held
    }

    /// What a role states, as if bound in the scope.
    pub fn stated<'i>(&'i self, role: &'i Role<'s>, scope: Scope<'i>) -> Held<'i> {
        let mut held = Held::default();
        for rule in self.rules_of(role) {
            held.add_rule(self, rule, scope);
        }
        held
    }
}

impl<'i> Held<'i> {
    /// Adds what the binding grants; nothing when it dangles.
    pub fn add_binding(&mut self, index: &'i Index<'_>, binding: &Binding<'i>) {
        let Some(role) = binding.role.map(|id| index.role(id)) else { return };
        for rule in index.rules_of(role) {
            self.add_rule(index, rule, binding.scope);
        }
    }

    /// Adds a rule. Paths are only granted across the cluster.
    pub fn add_rule(&mut self, index: &'i Index<'_>, rule: &'i Rule, scope: Scope<'i>) {
        let words = &rule.words;
        let verbs: Vec<&str> = index.texts(&words.verbs).collect();
        for word in index.texts(&words.resources) {
            let (resource, subresource) = word.split_once('/').unwrap_or((word, ""));
            for group in index.texts(&words.groups) {
                let thing = |name| Thing::Resource { group, resource, subresource, name };
                if words.names.is_empty() {
                    self.add(Place { scope, thing: thing(None) }, &verbs);
                }
                for name in index.texts(&words.names) {
                    if !self.add(Place { scope, thing: thing(Some(name)) }, &verbs) {
                        return;
                    }
                }
            }
        }
        if scope == Scope::Cluster {
            for url in index.texts(&words.urls) {
                self.add(Place { scope, thing: Thing::Url(one_star(url)) }, &verbs);
            }
        }
    }

    /// Adds verbs on one place; false when the set is full.
    pub fn add(&mut self, place: Place<'i>, verbs: &[&'i str]) -> bool {
        if self.verbs.len() >= MOST_PLACES && !self.verbs.contains_key(&place) {
            self.cut = true;
            return false;
        }
        if let Thing::Url(url) = place.thing
            && url.ends_with('*')
            && !self.verbs.contains_key(&place)
        {
            self.patterns.push(place);
        }
        let held = self.verbs.entry(place).or_default();
        for verb in verbs {
            if !held.contains(verb) {
                held.push(verb);
            }
        }
        true
    }

    pub fn is_empty(&self) -> bool {
        self.verbs.is_empty()
    }

    /// Every permission, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = Permission<'i>> {
        self.verbs
            .iter()
            .flat_map(|(place, verbs)| verbs.iter().map(|verb| Permission { place: *place, verb }))
    }

    /// True when everything the permission allows is held.
    pub fn covers(&self, wanted: &Permission<'_>) -> bool {
        self.wider(wanted.place)
            .iter()
            .any(|(_, verbs)| verbs.iter().any(|verb| *verb == "*" || *verb == wanted.verb))
    }

    /// The permissions of this set each of which allows everything the wanted one does.
    pub fn covering<'h>(&'h self, wanted: &Permission<'h>) -> Vec<Permission<'h>> {
        let mut found = Vec::new();
        for (place, verbs) in self.wider(wanted.place) {
            let enough = verbs.iter().filter(|verb| **verb == "*" || **verb == wanted.verb);
            found.extend(enough.map(|verb| Permission { place, verb }));
        }
        found
    }

    /// True when another permission of the set already allows everything this one of it does.
    pub fn is_redundant(&self, own: &Permission<'_>) -> bool {
        self.wider(own.place).iter().any(|(place, verbs)| {
            let elsewhere = *place != own.place;
            verbs.iter().any(|verb| (*verb == "*" && own.verb != "*") || (elsewhere && *verb == own.verb))
        })
    }

    /// The names that permissions on some objects only are about, where they are in force at the place.
    pub fn names_at(&self, place: Place<'_>) -> Vec<&'i str> {
        let wide: Vec<Thing<'_>> = wider_things(unnamed(place.thing));
        let here = |p: &&Place<'_>| {
            (p.scope == Scope::Cluster || p.scope == place.scope) && wide.contains(&unnamed(p.thing))
        };
        let name = |p: &Place<'i>| match p.thing {
            Thing::Resource { name, .. } => name,
            Thing::Url(_) => None,
        };
        let mut names: Vec<&str> = self.verbs.keys().filter(here).filter_map(name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The places that take this one in, itself too, with the verbs held there.
    fn wider<'h>(&'h self, place: Place<'h>) -> Vec<(Place<'h>, &'h [&'h str])> {
        let mut found: Vec<(Place<'h>, &'h [&'h str])> = Vec::new();
        for scope in [Some(Scope::Cluster), Some(place.scope).filter(|s| *s != Scope::Cluster)] {
            let Some(scope) = scope else { continue };
            for thing in wider_things(place.thing) {
                let wide = Place { scope, thing };
                found.extend(self.verbs.get(&wide).map(|verbs| (wide, verbs.as_slice())));
            }
        }
        if let Thing::Url(url) = place.thing {
            let over = |wide: &str| wide != url && url.starts_with(wide.trim_end_matches('*'));
            let patterns = self.patterns.iter().filter(|p| matches!(p.thing, Thing::Url(wide) if over(wide)));
            found.extend(patterns.filter_map(|p| Some((*p, self.verbs.get(p)?.as_slice()))));
        }
        found
    }
}

/// The same for objects of every name.
pub(crate) fn unnamed(thing: Thing<'_>) -> Thing<'_> {
    named(thing, None)
}

/// The same for objects of this name; a path has none.
pub(crate) fn named<'t>(thing: Thing<'t>, name: Option<&'t str>) -> Thing<'t> {
    match thing {
        Thing::Resource { group, resource, subresource, .. } => {
            Thing::Resource { group, resource, subresource, name }
        }
        Thing::Url(_) => thing,
    }
}

/// `/logs**` says what `/logs*` says.
fn one_star(url: &str) -> &str {
    let plain = url.trim_end_matches('*').len();
    url.get(..=plain).unwrap_or(url)
}

/// Every way to name the thing or a resource that takes it in.
fn wider_things(thing: Thing<'_>) -> Vec<Thing<'_>> {
    let Thing::Resource { group, resource, subresource, name } = thing else { return vec![thing] };
    let mut resources = vec![(resource, subresource), ("*", subresource), ("*", "")];
    resources.dedup();
    let mut things = Vec::new();
    for group in [Some(group), Some("*").filter(|star| *star != group)].into_iter().flatten() {
        for (resource, subresource) in &resources {
            let with = |name| Thing::Resource { group, resource, subresource, name };
            things.push(with(None));
            things.extend(name.map(|name| with(Some(name))));
        }
    }
    things
}

use std::collections::BTreeMap;
use std::fmt;

use crate::index::Scope;
use crate::permission::{Held, Permission, Place, Thing, named, unnamed};

/// Several permissions in one line: each of the verbs on each of the resources (or paths), of these names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'i> {
    pub scope: Scope<'i>,
    pub verbs: Vec<&'i str>,
    /// Without names, sorted by their texts; empty when the line is about paths.
    pub resources: Vec<Thing<'i>>,
    /// Empty: objects of every name.
    pub names: Vec<&'i str>,
    /// Empty when the line is about resources.
    pub urls: Vec<&'i str>,
}

/// The order people expect verbs in.
const VERBS: &[&str] =
    &["*", "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

impl<'i> Held<'i> {
    /// Everything held, in as few lines as say it: nothing that another line already allows, sorted.
    pub fn lines(&self) -> Vec<Line<'i>> {
        lines(self.iter().filter(|permission| !self.is_redundant(permission)))
    }

    /// The permissions of this set that the other does not cover, without those that others of them already allow.
    pub fn beyond(&self, other: &Held<'_>) -> Vec<Line<'i>> {
        lines(self.iter().filter(|p| !self.is_redundant(p) && !other.covers(p)))
    }
}

/// What lines are grouped by: scope, names, verbs, and whether it is about paths.
type Alike<'i> = (Scope<'i>, Vec<&'i str>, Vec<&'i str>, bool);

/// Resources (or paths) that share what groups them.
#[derive(Default)]
struct Shared<'i> {
    resources: Vec<Thing<'i>>,
    urls: Vec<&'i str>,
}

/// Puts permissions together: verbs of one thing, then names of one resource, then resources with the same of both.
pub fn lines<'i>(permissions: impl Iterator<Item = Permission<'i>>) -> Vec<Line<'i>> {
    let mut verbs: BTreeMap<Place<'i>, Vec<&'i str>> = BTreeMap::new();
    for Permission { place, verb } in permissions {
        verbs.entry(place).or_default().push(verb);
    }
    let mut names: BTreeMap<(Place<'i>, Vec<&'i str>), Vec<&'i str>> = BTreeMap::new();
    for (place, mut verbs) in verbs {
        sort_verbs(&mut verbs);
        let (whole, name) = nameless(place);
        names.entry((whole, verbs)).or_default().extend(name);
    }
    let mut shared: BTreeMap<Alike<'i>, Shared<'i>> = BTreeMap::new();
    for ((place, verbs), names) in names {
        let is_url = matches!(place.thing, Thing::Url(_));
        let here = shared.entry((place.scope, names, verbs, is_url)).or_default();
        match place.thing {
            Thing::Url(url) => here.urls.push(url),
            Thing::Resource { .. } => here.resources.push(unnamed(place.thing)),
        }
    }
    let line = |((scope, names, verbs, _), Shared { resources, urls })| Line {
        scope,
        verbs,
        resources,
        names,
        urls,
    };
    let mut lines: Vec<Line<'i>> = shared.into_iter().map(line).collect();
    for line in &mut lines {
        line.resources.sort_by_cached_key(ToString::to_string);
    }
    lines.sort_by(|a, b| {
        (a.scope, &a.urls, &a.resources, &a.names).cmp(&(b.scope, &b.urls, &b.resources, &b.names))
    });
    lines
}

/// The place without a name, and the name. A place of every name and one of a few never come together: the empty list of
/// names would take the few in.
fn nameless(place: Place<'_>) -> (Place<'_>, Option<&str>) {
    match place.thing {
        Thing::Resource { group, resource, subresource, name: Some(name) } => {
            // The verb list alone does not tell the two apart, so the place of a named thing stays marked.
            let thing = Thing::Resource { group, resource, subresource, name: Some("") };
            (Place { scope: place.scope, thing }, Some(name))
        }
        _ => (place, None),
    }
}

fn sort_verbs(verbs: &mut Vec<&str>) {
    let rank = |verb: &str| VERBS.iter().position(|known| *known == verb).unwrap_or(VERBS.len());
    verbs.sort_by_key(|verb| (rank(verb), *verb));
    verbs.dedup();
}

/// `pods/exec`, `deployments.apps`, `deployments.apps/scale`, `pods.*` or the path.
impl fmt::Display for Thing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => f.write_str(url),
            Self::Resource { group, resource, subresource, .. } => {
                f.write_str(resource)?;
                if !group.is_empty() {
                    write!(f, ".{group}")?;
                }
                if subresource.is_empty() { Ok(()) } else { write!(f, "/{subresource}") }
            }
        }
    }
}

impl<'i> Line<'i> {
    /// Every permission the line stands for.
    pub fn permissions(&self) -> Vec<Permission<'i>> {
        let urls = self.urls.iter().map(|url| Thing::Url(url));
        let names =
            if self.names.is_empty() { vec![None] } else { self.names.iter().copied().map(Some).collect() };
        let resources = self.resources.iter().flat_map(|thing| names.iter().map(|name| named(*thing, *name)));
        let things = urls.chain(resources).map(|thing| Place { scope: self.scope, thing });
        things.flat_map(|place| self.verbs.iter().map(move |verb| Permission { place, verb })).collect()
    }

    /// The resources or the paths: `pods, pods/exec, deployments.apps`.
    pub fn on(&self) -> String {
        if !self.urls.is_empty() {
            return self.urls.join(", ");
        }
        self.resources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on {}", self.verbs.join(", "), self.on())?;
        if self.names.is_empty() { Ok(()) } else { write!(f, " named {}", self.names.join(", ")) }
    }
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cluster => f.write_str("the cluster"),
            Self::Namespace(namespace) => write!(f, "namespace {namespace}"),
        }
    }
}

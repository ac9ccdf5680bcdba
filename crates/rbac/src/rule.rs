use holdfast_inventory::view::PolicyRule;
use holdfast_inventory::{Interner, Sym};

use crate::index::RoleId;
use crate::request::{Request, Target};

/// A rule of an [`Index`](crate::Index).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub(crate) u32);

/// A policy rule with interned words; their texts come from [`Index::text`](crate::Index::text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The role that states the rule: an aggregated role holds rules of others.
    pub origin: RoleId,
    /// Place in that role's `rules`, from 0.
    pub at: u32,
    pub words: Words,
}

/// What a rule says; equal words allow the same requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words {
    pub verbs: Box<[Sym]>,
    pub groups: Box<[Sym]>,
    pub resources: Box<[Sym]>,
    /// Empty: objects of every name.
    pub names: Box<[Sym]>,
    pub urls: Box<[Sym]>,
}

impl Words {
    pub(crate) fn of(strings: &mut Interner, rule: &PolicyRule<'_>) -> Self {
        let mut all =
            |list: &[holdfast_inventory::view::Str<'_>]| list.iter().map(|s| strings.intern(s)).collect();
        Self {
            verbs: all(&rule.verbs),
            groups: all(&rule.api_groups),
            resources: all(&rule.resources),
            names: all(&rule.resource_names),
            urls: all(&rule.non_resource_urls),
        }
    }

    /// `RuleAllows` of the authorizer.
    pub(crate) fn allow(&self, strings: &Interner, asked: &Asked<'_>) -> bool {
        let has = |list: &[Sym], sym: Option<Sym>| list.iter().any(|s| Some(*s) == sym);
        if !has(&self.verbs, asked.star) && !has(&self.verbs, asked.verb) {
            return false;
        }
        match &asked.target {
            AskedTarget::Resource { group, combined, any_parent, name } => {
                (has(&self.groups, *group) || has(&self.groups, asked.star))
                    && self.resources.iter().any(|r| {
                        let r = Some(*r);
                        r == *combined || r == asked.star || (any_parent.is_some() && r == *any_parent)
                    })
                    && (self.names.is_empty() || has(&self.names, *name))
            }
            AskedTarget::Url(path) => self.urls.iter().any(|url| url_matches(strings.text(*url), path)),
        }
    }
}

/// `*` matches all; otherwise equal, or equal up to trailing stars.
fn url_matches(rule: &str, path: &str) -> bool {
    rule == path || (rule.ends_with('*') && path.starts_with(rule.trim_end_matches('*')))
}

/// A request in the words of an index. `None`: a string no rule has, which only a wildcard can match.
#[derive(Debug)]
pub(crate) struct Asked<'q> {
    star: Option<Sym>,
    verb: Option<Sym>,
    target: AskedTarget<'q>,
}

#[derive(Debug)]
enum AskedTarget<'q> {
    Resource {
        group: Option<Sym>,
        /// `pods` or `pods/exec`.
        combined: Option<Sym>,
        /// `*/exec`, for requests to a subresource. `pods/*` is no pattern: it matches nothing but itself.
        any_parent: Option<Sym>,
        /// A request without a name has the empty one, which no list of names matches in practice.
        name: Option<Sym>,
    },
    Url(&'q str),
}

impl<'q> Asked<'q> {
    pub(crate) fn new(strings: &Interner, request: &Request<'q>) -> Self {
        let target = match request.target {
            Target::Url(path) => AskedTarget::Url(path),
            Target::Resource(r) => {
                let sub = r.subresource;
                let (combined, any_parent) = if sub.is_empty() {
                    (strings.find(r.resource), None)
                } else {
                    (strings.find(&format!("{}/{sub}", r.resource)), strings.find(&format!("*/{sub}")))
                };
                AskedTarget::Resource {
                    group: strings.find(r.group),
                    combined,
                    any_parent,
                    name: strings.find(r.name),
                }
            }
        };
        Self { star: strings.find("*"), verb: strings.find(request.verb), target }
    }

    /// The words of which a rule must state one to be about the resource; `None` when a path is asked about.
    pub(crate) fn resource_words(&self) -> Option<[Option<Sym>; 3]> {
        match self.target {
            AskedTarget::Resource { combined, any_parent, .. } => Some([self.star, combined, any_parent]),
            AskedTarget::Url(_) => None,
        }
    }
}

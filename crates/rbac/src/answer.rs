use crate::identity::Identity;
use crate::index::{Binding, BindingId, Index, Role, RoleId, Scope, Subject};
use crate::request::{Request, Target};
use crate::rule::{Asked, Rule};

/// One link of a permission's chain: the subject is in the binding, the binding refers to the role, the role has the rule.
#[derive(Clone, Copy, Debug)]
pub struct Grant<'i, 's> {
    pub subject: Subject,
    pub binding: &'i Binding<'s>,
    pub role: &'i Role<'s>,
    pub rule: &'i Rule,
}

/// Why a request is allowed.
#[derive(Clone, Copy, Debug)]
pub enum Allowed<'i, 's> {
    /// A member of `system:masters`: no authorizer is asked.
    Superuser,
    By(Grant<'i, 's>),
}

impl<'s> Index<'s> {
    /// The first grant that allows the request, or `None`: RBAC denies it.
    pub fn can<'i>(&'i self, who: &Identity, request: &Request<'_>) -> Option<Allowed<'i, 's>> {
        if who.is_superuser() {
            return Some(Allowed::Superuser);
        }
        let asked = Asked::new(&self.strings, request);
        self.bindings_for(who).filter(|(_, binding)| binding.reaches(request.namespace())).find_map(
            |(subject, binding)| {
                let role = self.role(binding.role?);
                let rule = self.find_rule(role, &asked)?;
                Some(Allowed::By(Grant { subject, binding, role, rule }))
            },
        )
    }

    /// Everything the identity holds, binding by binding. Members of `system:masters` hold more than is listed.
    pub fn grants<'i>(&'i self, who: &Identity) -> impl Iterator<Item = Grant<'i, 's>> {
        self.bindings_for(who)
            .filter_map(|(subject, binding)| Some((subject, binding, self.role(binding.role?))))
            .flat_map(|(subject, binding, role)| {
                self.rules_of(role).map(move |rule| Grant { subject, binding, role, rule })
            })
    }

    /// Every subject of every binding that allows the request, by identity of the binding; one grant for each.
    pub fn who_can<'i>(&'i self, request: &Request<'_>) -> Vec<Grant<'i, 's>> {
        let mut scopes = vec![Scope::Cluster];
        if !request.namespace().is_empty() {
            scopes.push(Scope::Namespace(request.namespace()));
        }
        self.granting(request, |role, found| {
            for scope in &scopes {
                found.extend(self.bindings_by_reach.get(&(role, *scope)).into_iter().flatten());
            }
        })
    }

    /// Like [`Index::who_can`], in whatever namespace: every binding that allows the request where it reaches.
    pub fn who_can_anywhere<'i>(&'i self, request: &Request<'_>) -> Vec<Grant<'i, 's>> {
        let mut grants = self.granting(request, |role, found| {
            found.extend(self.bindings_by_role.get(&role).into_iter().flatten());
        });
        if matches!(request.target, Target::Url(_)) {
            grants.retain(|grant| grant.binding.scope == Scope::Cluster);
        }
        grants
    }

    /// Grants of the roles that allow the request, through the bindings that `pick` adds.
    fn granting<'i>(
        &'i self,
        request: &Request<'_>,
        pick: impl Fn(RoleId, &mut Vec<BindingId>),
    ) -> Vec<Grant<'i, 's>> {
        let asked = Asked::new(&self.strings, request);
        let mut links: Vec<(BindingId, &Role<'s>, &Rule)> = Vec::new();
        let mut bindings = Vec::new();
        for id in self.roles_about(&asked) {
            let role = self.role(id);
            let Some(rule) = self.find_rule(role, &asked) else { continue };
            bindings.clear();
            pick(id, &mut bindings);
            links.extend(bindings.iter().map(|binding| (*binding, role, rule)));
        }
        links.sort_unstable_by_key(|(binding, ..)| *binding);
        let mut found = Vec::with_capacity(links.len());
        for (id, role, rule) in links {
            let binding = self.binding(id);
            let subjects = binding.subjects.iter().flatten();
            found.extend(subjects.map(|&subject| Grant { subject, binding, role, rule }));
        }
        found
    }

    /// Roles with a rule that may be about what is asked.
    fn roles_about(&self, asked: &Asked<'_>) -> Vec<RoleId> {
        let Some(words) = asked.resource_words() else { return self.roles_with_urls.clone() };
        let lists = words.into_iter().flatten().filter_map(|word| self.roles_by_resource.get(&word));
        let mut roles: Vec<RoleId> = lists.flatten().copied().collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }

    /// The first rule of the role that allows the request where the role is bound.
    pub fn role_allows<'i>(&'i self, role: &'i Role<'s>, request: &Request<'_>) -> Option<&'i Rule> {
        self.find_rule(role, &Asked::new(&self.strings, request))
    }

    /// True when the rule allows the request where its role is bound.
    pub fn rule_allows(&self, rule: &Rule, request: &Request<'_>) -> bool {
        rule.words.allow(&self.strings, &Asked::new(&self.strings, request))
    }

    /// True when the rule's verbs cover the verb, whatever the rule is about.
    pub fn covers_verb(&self, rule: &Rule, verb: &str) -> bool {
        self.texts(&rule.words.verbs).any(|stated| stated == "*" || stated == verb)
    }

    /// True when the rule is about the resource (`pods`, `pods/exec`), whatever its verbs and names.
    pub fn covers_resource(&self, rule: &Rule, group: &str, resource: &str) -> bool {
        let sub = resource.split_once('/').map(|(_, sub)| sub);
        self.texts(&rule.words.groups).any(|stated| stated == "*" || stated == group)
            && self.texts(&rule.words.resources).any(|stated| {
                stated == "*" || stated == resource || (sub.is_some() && stated.strip_prefix("*/") == sub)
            })
    }

    fn find_rule<'i>(&'i self, role: &'i Role<'s>, asked: &Asked<'_>) -> Option<&'i Rule> {
        self.rules_of(role).find(|rule| rule.words.allow(&self.strings, asked))
    }

    /// The subject as somebody who asks, with the groups it is in by its nature.
    pub fn identity_of(&self, subject: Subject) -> Identity {
        match subject {
            Subject::User(name) => Identity::user(self.text(name), &[]),
            Subject::Group(name) => Identity::group(self.text(name)),
        }
    }

    /// Bindings that name the user or one of the groups, with the subject they name.
    pub fn bindings_for<'i>(&'i self, who: &Identity) -> impl Iterator<Item = (Subject, &'i Binding<'s>)> {
        let user = who.user.as_deref().and_then(|name| self.word(name)).map(Subject::User);
        let groups: Vec<_> =
            who.groups.iter().filter_map(|name| self.word(name)).map(Subject::Group).collect();
        user.into_iter().chain(groups).flat_map(|subject| self.held_by(subject).map(move |b| (subject, b)))
    }

    /// Bindings that name this subject.
    pub fn held_by<'i>(&'i self, subject: Subject) -> impl Iterator<Item = &'i Binding<'s>> {
        self.bindings_by_subject.get(&subject).into_iter().flatten().map(|id| self.binding(*id))
    }
}

impl Binding<'_> {
    /// True when the binding is consulted for requests in the namespace; empty: across the cluster.
    pub fn reaches(&self, namespace: &str) -> bool {
        match self.scope {
            Scope::Cluster => true,
            Scope::Namespace(here) => !namespace.is_empty() && here == namespace,
        }
    }
}

use holdfast_rbac::{Role, Rule, Scope};
use rustc_hash::FxHashSet;

use super::Facts;
use crate::proof::{Fix, Proof};
use holdfast_model::PatchOp;

/// A role where it is bound, as edge kinds see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GrantCx<'f, 's> {
    pub facts: &'f Facts<'s>,
    pub role: &'f Role<'s>,
    pub scope: Scope<'s>,
}

/// What a grant allows on one resource.
#[derive(Clone, Debug)]
pub(crate) struct Scoped<'f> {
    /// Empty: the whole cluster.
    pub namespace: &'f str,
    /// Empty: objects of every name.
    pub names: Vec<&'f str>,
    pub(crate) proof: Proof,
}

/// Verbs whose requests carry no name, so that a rule with names never allows them.
const NAMELESS: [&str; 2] = ["create", "deletecollection"];

impl<'f, 's> GrantCx<'f, 's> {
    /// Every role where it is bound, once, in the order of the bindings.
    pub(crate) fn all(facts: &'f Facts<'s>) -> Vec<Self> {
        let mut seen = FxHashSet::default();
        let bound = facts.rbac.bindings().iter().filter_map(|b| Some((b.role?, b.scope)));
        let fresh: Vec<_> = bound.filter(|key| seen.insert(*key)).collect();
        fresh.into_iter().map(|(role, scope)| Self { facts, role: facts.rbac.role(role), scope }).collect()
    }

    /// Empty: the whole cluster.
    pub(crate) fn namespace(&self) -> &'s str {
        match self.scope {
            Scope::Cluster => "",
            Scope::Namespace(namespace) => namespace,
        }
    }

    /// One of the verbs is allowed on a namespaced resource.
    pub(crate) fn may(&self, verbs: &[&str], group: &str, resource: &str) -> Option<Scoped<'f>> {
        let rbac = &self.facts.rbac;
        let mut named: Option<Scoped<'f>> = None;
        for rule in rbac.rules_of(self.role) {
            let Some(verb) = verbs.iter().find(|verb| rbac.covers_verb(rule, verb)) else { continue };
            if !rbac.covers_resource(rule, group, resource) {
                continue;
            }
            let names: Vec<&'f str> = rbac.texts(&rule.words.names).collect();
            if names.is_empty() {
                return Some(Scoped {
                    namespace: self.namespace(),
                    names,
                    proof: self.narrowing(rule, verbs, resource),
                });
            }
            if NAMELESS.contains(verb) && !resource.contains('/') {
                continue;
            }
            match &mut named {
                Some(known) => known.names.extend(names),
                None => {
                    named = Some(Scoped {
                        namespace: self.namespace(),
                        names,
                        proof: self.narrowing(rule, verbs, resource),
                    });
                }
            }
        }
        named
    }

    /// The same for a cluster-scoped resource: only bindings for the whole cluster grant it.
    pub(crate) fn may_cluster(&self, verbs: &[&str], group: &str, resource: &str) -> Option<Scoped<'f>> {
        if self.scope != Scope::Cluster {
            return None;
        }
        self.may(verbs, group, resource)
    }

    /// A ConfigMap of that namespace and name may be changed.
    pub(crate) fn may_write_config(&self, namespace: &str, name: &str) -> Option<Scoped<'f>> {
        if !self.namespace().is_empty() && self.namespace() != namespace {
            return None;
        }
        let allowed = self.may(&["patch", "update"], "", "configmaps")?;
        (allowed.names.is_empty() || allowed.names.contains(&name)).then_some(allowed)
    }

    /// The rule that allows something, where its own role states it; the fix takes the whole rule away.
    pub(crate) fn proof(&self, rule: &Rule) -> Proof {
        self.narrowing(rule, &[], "")
    }

    /// The same, where the fix takes away only these verbs, or only this resource, if the rule names them beside others.
    fn narrowing(&self, rule: &Rule, verbs: &[&str], resource: &str) -> Proof {
        let rbac = &self.facts.rbac;
        let origin = rbac.role(rule.origin);
        let text = rbac.rule_text(rule);
        let says = format!("{origin} allows {text}");
        let Some(object) = origin.object else { return Proof::fact(says) };
        let pointer = format!("/rules/{}", rule.at);
        let fix = self.fix(origin, rule, verbs, resource, &pointer, object.id());
        Proof::field(object.id(), pointer, says).value(text).fix(fix)
    }

    /// Default roles are the API server's: it puts the rule back.
    fn fix(
        &self,
        role: &Role<'_>,
        rule: &Rule,
        verbs: &[&str],
        resource: &str,
        pointer: &str,
        object: u32,
    ) -> Option<Fix> {
        if role.object.is_some_and(|o| o.label("kubernetes.io/bootstrapping").is_some()) {
            return None;
        }
        let rbac = &self.facts.rbac;
        let places = |words: &[holdfast_inventory::Sym], wanted: &[&str], list: &str| -> Vec<PatchOp> {
            let all = rbac.texts(words).enumerate().filter(|(_, word)| wanted.contains(word));
            all.map(|(at, _)| PatchOp::Remove { path: format!("{pointer}/{list}/{at}") }).collect()
        };
        let words = &rule.words;
        let star = |list: &[holdfast_inventory::Sym]| rbac.texts(list).any(|word| word == "*");
        let by_resource = places(&words.resources, &[resource], "resources");
        let by_verb = places(&words.verbs, verbs, "verbs");
        let narrow = |list: &[holdfast_inventory::Sym], ops: &[PatchOp]| {
            !star(list) && !ops.is_empty() && ops.len() < list.len()
        };
        let (text, ops) = if narrow(&words.resources, &by_resource) {
            (format!("Take {resource} out of the rule of {role}"), by_resource)
        } else if narrow(&words.verbs, &by_verb) {
            (format!("Take {} out of the rule of {role}", verbs.join(" and ")), by_verb)
        } else {
            let whole = PatchOp::Remove { path: pointer.to_owned() };
            (format!("Take the rule out of {role}, or narrow it to what is used"), vec![whole])
        };
        Some(Fix::patch(object, text, ops, 3))
    }
}

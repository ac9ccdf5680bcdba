use holdfast_rbac::{Binding, Index, Role, RoleKind, Rule, Scope};

use super::right::{Reach, Right, Seen, find, has, limited_to, widest};
use super::standing::is_default_role;
use super::table::{BIND_ANY, WRITE, is_privileged};
use crate::prelude::*;

/// Most holders named in one finding.
const NAMED: usize = 4;

/// Fails when the role, bound as widely as its kind allows, gives the right. `says` begins the message.
pub(crate) fn role_with(o: &ObjectCx<'_, '_>, right: &Right, says: &str) -> Verdict {
    any_role(o, |index, role| {
        let seen = find(index, role, right, widest(role))?;
        Some((seen.rule, seen.says(index, says)))
    })
}

/// Judges a role that is not part of every cluster: `search` gives the deciding rule and the message.
pub(crate) fn any_role<'c>(
    o: &ObjectCx<'c, '_>,
    search: impl FnOnce(&'c Index<'_>, &'c Role<'_>) -> Option<(&'c Rule, String)>,
) -> Verdict {
    let index = o.cx.rbac();
    let Some(role) = index.role_of(o.object).filter(|role| !is_default_role(role)) else {
        return Verdict::NotApplicable;
    };
    match search(index, role) {
        None => Verdict::Pass,
        Some((rule, message)) => hit_in_role(o.cx, role, rule, message).into(),
    }
}

/// Like [`role_with`], for a right in one namespace: Roles elsewhere are not asked, and a ClusterRole passes when all its
/// bindings are elsewhere.
pub(crate) fn role_in(o: &ObjectCx<'_, '_>, namespace: &str, right: &Right, says: &str) -> Verdict {
    let index = o.cx.rbac();
    let Some(role) = index.role_of(o.object) else { return Verdict::NotApplicable };
    if role.kind == RoleKind::Role && role.namespace != namespace {
        return Verdict::NotApplicable;
    }
    let verdict = role_with(o, right, says);
    if !matches!(verdict, Verdict::Fail(_)) {
        return verdict;
    }
    let mut bindings = bindings(index, role).into_iter().map(|(binding, _)| binding).peekable();
    let is_bound = bindings.peek().is_some();
    let refused = |kind: &str| matches!(kind, "RoleBinding" | "ClusterRoleBinding");
    if bindings.any(|binding| binding.reaches(namespace)) {
        return verdict;
    }
    // What binds it there may be in the list that the cluster did not give.
    if o.cx.snapshot().denied_kinds().any(refused) {
        return Verdict::NotAssessed("the cluster did not give all its role bindings");
    }
    if is_bound { Verdict::Pass } else { verdict }
}

/// Fails when one rule writes every resource of an API group.
pub(crate) fn writes_everything(o: &ObjectCx<'_, '_>, scope: &str) -> Verdict {
    any_role(o, |index, role| {
        let rule = index.rules_of(role).find(|rule| {
            rule.words.names.is_empty()
                && index.texts(&rule.words.resources).any(|resource| resource == "*")
                && WRITE.iter().any(|verb| index.covers_verb(rule, verb))
        })?;
        let verbs: Vec<&str> = index.texts(&rule.words.verbs).collect();
        Some((rule, format!("allows {} on every resource {scope}", verbs.join(", "))))
    })
}

/// Where the role gives `bind` on a privileged role: on all of these resources' objects, or on one that is privileged by
/// content or not known.
pub(crate) fn binds_privileged<'i>(
    index: &'i Index<'_>,
    role: &'i Role<'_>,
    resources: &[&'static str],
) -> Option<Seen<'i>> {
    index.rules_of(role).find_map(|rule| {
        let seen =
            BIND_ANY.of(index, rule, widest(role)).filter(|seen| resources.contains(&seen.resource))?;
        let mut named = index.texts(&rule.words.names).peekable();
        let open = named.peek().is_none();
        // A name may be that of a Role of the same namespace too.
        let known = |name| index.find_role("", name).or_else(|| index.find_role(role.namespace, name));
        (open || named.any(|name| known(name).is_none_or(|role| is_privileged(index, role)))).then_some(seen)
    })
}

/// True when a subject that holds the role across the cluster holds the right through another binding of that scope.
pub(crate) fn held_beside(index: &Index<'_>, role: &Role<'_>, right: &Right) -> bool {
    let central = |binding: &Binding<'_>| binding.scope == Scope::Cluster;
    let gives = |binding: &Binding<'_>| {
        central(binding) && binding.role.is_some_and(|id| has(index, index.role(id), right, Reach::Cluster))
    };
    index.bindings_to(role.id).filter(|binding| central(binding)).any(|binding| {
        let mut holders = binding.subjects.iter().flatten();
        holders.any(|subject| index.bindings_for(&index.identity_of(*subject)).any(|(_, other)| gives(other)))
    })
}

/// A hit at a rule of a role, with who holds the role. Less sure when nobody is seen to.
fn hit_in_role(cx: &Cx<'_>, role: &Role<'_>, rule: &Rule, message: String) -> Hit {
    let index = cx.rbac();
    let own = rule.origin == role.id;
    let pointer = if own { format!("/rules/{}", rule.at) } else { "/aggregationRule".to_owned() };
    let mut hit = Hit::at(pointer, message).key("rules").value(index.rule_text(rule));
    if !own {
        hit = hit.fact(format!("the rule comes from {}", index.role(rule.origin)));
    }
    let holders = holders(index, role);
    for line in holders.iter().take(NAMED) {
        hit = hit.fact(line.clone());
    }
    if holders.len() > NAMED {
        hit = hit.fact(format!("and {} more hold it", holders.len() - NAMED));
    }
    if holders.is_empty() { hit.fact(unheld(cx)).confidence(Confidence::Medium) } else { hit }
}

/// One line for each subject of each binding to the role, or to an aggregated role that takes in its rules.
fn holders(index: &Index<'_>, role: &Role<'_>) -> Vec<String> {
    bindings(index, role).into_iter().flat_map(|(binding, taker)| held(index, binding, taker)).collect()
}

/// Bindings to the role, and to aggregated roles that take in its rules.
pub(super) fn bindings<'i, 's>(
    index: &'i Index<'s>,
    role: &Role<'_>,
) -> Vec<(&'i Binding<'s>, Option<&'i Role<'s>>)> {
    let takers = index.roles().iter().filter(|taker| {
        taker.aggregated && taker.id != role.id && index.rules_of(taker).any(|rule| rule.origin == role.id)
    });
    let by_way =
        takers.flat_map(|taker| index.bindings_to(taker.id).map(move |binding| (binding, Some(taker))));
    index.bindings_to(role.id).map(|binding| (binding, None)).chain(by_way).collect()
}

fn held(index: &Index<'_>, binding: &Binding<'_>, taker: Option<&Role<'_>>) -> Vec<String> {
    let taker = taker.map(|taker| format!(" of {taker}, which takes in its rules")).unwrap_or_default();
    let line = |subject| format!("held by {} through {binding}{taker}", index.subject_text(subject));
    binding.subjects.iter().flatten().map(|subject| line(*subject)).collect()
}

fn unheld(cx: &Cx<'_>) -> &'static str {
    if cx.from_files() {
        "no binding among the files refers to it"
    } else if cx.complete("RoleBinding") && cx.complete("ClusterRoleBinding") {
        "not bound to anybody"
    } else {
        "who holds it is not known: the cluster did not give its bindings"
    }
}

impl Seen<'_> {
    /// `says: create on pods/exec (only those named a)`.
    pub(crate) fn says(&self, index: &Index<'_>, says: &str) -> String {
        format!("{says}: {} on {}{}", self.verb, self.resource, limited_to(index, self.rule))
    }
}

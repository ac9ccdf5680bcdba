use holdfast_rbac::{Index, Role, Scope, Subject};

use super::binding::bound;
use super::power::{Link, link};
use super::right::{Right, find};
use super::role::bindings;
use crate::prelude::*;

/// Fails when a subject of the binding holds all the rights at one place, through whatever bindings: this one gives the
/// first of them. `says` follows the subject's name.
pub(crate) fn combined_with(o: &ObjectCx<'_, '_>, rights: &[&Right], says: &str) -> Verdict {
    let bound = match bound(o) {
        Ok(bound) => bound,
        Err(verdict) => return verdict,
    };
    let index = o.cx.rbac();
    let (Some(binding), Some((first, others))) = (index.binding_of(o.object), rights.split_first()) else {
        return Verdict::Pass;
    };
    let Some(seen) = find(index, bound.role, first, bound.reach) else { return Verdict::Pass };
    for &subject in &bound.subjects {
        let links = links(index, subject);
        let Some((scope, others)) = places(binding.scope, &links)
            .into_iter()
            .find_map(|scope| chains(index, &links, others, scope).map(|chains| (scope, chains)))
        else {
            continue;
        };
        let message = format!("{} {says} ({scope})", index.subject_text(subject));
        let own = Link { subject, binding, role: bound.role, reach: bound.reach };
        let hit = Hit::at("/roleRef", message).value(bound.role).fact(own.chain(index, Some(seen.rule)));
        return others.into_iter().fold(hit, Hit::fact).into();
    }
    Verdict::Pass
}

/// All bindings the subject is in, by itself or by a group it is in by its nature.
fn links<'i, 's>(index: &'i Index<'s>, subject: Subject) -> Vec<Link<'i, 's>> {
    let who = index.identity_of(subject);
    index.bindings_for(&who).filter_map(|(subject, binding)| link(index, subject, binding)).collect()
}

/// Where the rights of a binding can meet others: its own scope, and for one across the cluster each namespace in which
/// the subject holds more.
fn places<'s>(own: Scope<'s>, links: &[Link<'_, 's>]) -> Vec<Scope<'s>> {
    let mut scopes = vec![own];
    if own == Scope::Cluster {
        scopes.extend(links.iter().map(|link| link.binding.scope));
        scopes.sort_unstable();
        scopes.dedup();
    }
    scopes
}

/// One chain for each right, if all are held there.
fn chains(
    index: &Index<'_>,
    links: &[Link<'_, '_>],
    rights: &[&Right],
    scope: Scope<'_>,
) -> Option<Vec<String>> {
    let namespace = match scope {
        Scope::Cluster => "",
        Scope::Namespace(namespace) => namespace,
    };
    let held = |right: &&Right| {
        links.iter().filter(|link| link.binding.reaches(namespace)).find_map(|link| {
            find(index, link.role, right, link.reach).map(|seen| link.chain(index, Some(seen.rule)))
        })
    };
    rights.iter().map(held).collect()
}

/// True when some binding refers to the role, or to an aggregated role that takes in its rules, and names a subject.
pub(crate) fn is_held(index: &Index<'_>, role: &Role<'_>) -> bool {
    bindings(index, role).into_iter().any(|(binding, _)| !binding.subjects.is_empty())
}

use holdfast_rbac::{Binding, Index, Role, Scope, Subject};

use super::right::{Reach, Right, find};
use super::standing::is_system;
use crate::prelude::*;

/// Most subjects named in one finding.
const NAMED: usize = 5;

/// A binding under judgement, with the role it resolves to.
#[derive(Debug)]
pub(crate) struct Bound<'c, 's> {
    pub(crate) role: &'c Role<'s>,
    /// Its subjects that are no part of Kubernetes itself; never empty.
    pub(crate) subjects: Vec<Subject>,
    pub(crate) reach: Reach,
}

/// Fails when the binding gives the right to anybody but Kubernetes itself. `says` begins the message.
pub(crate) fn binding_with(o: &ObjectCx<'_, '_>, right: &Right, says: &str) -> Verdict {
    let bound = match bound(o) {
        Ok(bound) => bound,
        Err(verdict) => return verdict,
    };
    let index = o.cx.rbac();
    let Some(seen) = find(index, bound.role, right, bound.reach) else { return Verdict::Pass };
    let hit = bound.hit(o.cx, seen.says(index, says));
    hit.fact(format!("{} allows {}", bound.role, index.rule_text(seen.rule))).into()
}

/// The binding with its role and its outside subjects, or the verdict if there is nothing to judge.
pub(crate) fn bound<'c, 's>(o: &ObjectCx<'c, 's>) -> Result<Bound<'c, 's>, Verdict> {
    let index = o.cx.rbac();
    let Some(binding) = index.binding_of(o.object) else { return Err(Verdict::NotApplicable) };
    let outside = |subject: &Subject| !is_system(index, binding.object, *subject);
    let subjects: Vec<Subject> = binding.subjects.iter().flatten().copied().filter(outside).collect();
    if subjects.is_empty() {
        return Err(Verdict::NotApplicable);
    }
    let Some(role) = binding.role.map(|id| index.role(id)) else { return Err(unresolved(o.cx)) };
    let reach = if binding.scope == Scope::Cluster { Reach::Cluster } else { Reach::Namespace };
    Ok(Bound { role, subjects, reach })
}

/// Like [`binding_with`], for a streaming subresource: `create`, or on servers before 1.35 the `get` of a web socket.
pub(crate) fn stream_with(o: &ObjectCx<'_, '_>, [create, get]: [&Right; 2], says: &str) -> Verdict {
    let verdict = binding_with(o, create, says);
    if verdict != Verdict::Pass || o.cx.version().is_some_and(|version| version >= (1, 35)) {
        return verdict;
    }
    match binding_with(o, get, says) {
        Verdict::Fail(_) if o.cx.version().is_none() => {
            Verdict::NotAssessed("whether get is enough depends on the version of the cluster")
        }
        verdict => verdict,
    }
}

/// JSON pointer and text of the subjects that are meant.
pub(crate) fn positions(
    index: &Index<'_>,
    binding: &Binding<'_>,
    meant: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let subjects = binding.subjects.iter().enumerate();
    let texts = subjects.filter_map(|(at, subject)| Some((at, index.subject_text((*subject)?))));
    texts.filter(|(_, text)| meant(text)).map(|(at, text)| (format!("/subjects/{at}"), text)).collect()
}

/// The verdict when the role is not known. In a cluster such a reference grants nothing.
pub(crate) fn unresolved(cx: &Cx<'_>) -> Verdict {
    if cx.from_files() {
        Verdict::NotAssessed("the role that the binding refers to is not among the files")
    } else {
        Verdict::Pass
    }
}

impl Bound<'_, '_> {
    /// A hit at the reference to the role, with those it is granted to.
    pub(crate) fn hit(&self, cx: &Cx<'_>, message: String) -> Hit {
        let mut hit = Hit::at("/roleRef", message).value(self.role);
        for subject in self.subjects.iter().take(NAMED) {
            hit = hit.fact(format!("granted to {}", cx.rbac().subject_text(*subject)));
        }
        let more = self.subjects.len().saturating_sub(NAMED);
        if more > 0 { hit.fact(format!("and to {more} more")) } else { hit }
    }

    /// `across the cluster`, or `in its namespace`.
    pub(crate) fn scope(&self) -> &'static str {
        match self.reach {
            Reach::Cluster => "across the cluster",
            Reach::Namespace => "in its namespace",
        }
    }
}

use holdfast_inventory::view::PodAffinityTerm;

use crate::prelude::*;
use crate::{refs, scaling};

pub(super) static CHECK: Check = Check {
    id: "anti-affinity-missing",
    title: "Replicas may all run on one node",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Add a podAntiAffinity, or a topology spread constraint, that keeps the replicas on different nodes.",
    techniques: &[],
    aliases: &["kube-linter:no-anti-affinity", "kube-score:deployment-has-host-podantiaffinity"],
    page: include_str!("anti_affinity_missing.md"),
    needs: &["HorizontalPodAutoscaler"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    if !scaling::runs_several(p) {
        return Verdict::NotApplicable;
    }
    if !p.spec().topology_spread_constraints.is_empty() {
        return Verdict::Pass;
    }
    let affinity = p.spec().affinity.as_ref();
    let Some(rules) = affinity.and_then(|affinity| affinity.pod_anti_affinity.as_ref()) else {
        return Hit::at("/affinity/podAntiAffinity", "runs several replicas, but nothing keeps them apart")
            .into();
    };
    let preferred = rules.preferred.iter().map(|weighted| &weighted.pod_affinity_term);
    if rules.required.iter().chain(preferred).any(|term| repels_own(p, term)) {
        return Verdict::Pass;
    }
    Hit::at("/affinity/podAntiAffinity", "its podAntiAffinity does not select its own pods").into()
}

fn repels_own(p: &PodCx<'_, '_>, term: &PodAffinityTerm<'_>) -> bool {
    let own = refs::namespace(p.object);
    let here = match &term.namespace_selector {
        None if term.namespaces.is_empty() => true,
        // Namespaces by label: whether this one is among them is taken to be meant.
        Some(_) => true,
        None => term.namespaces.iter().any(|namespace| *namespace == own),
    };
    here && term.label_selector.as_ref().is_some_and(|selector| selector.matches(|key| p.label(key)))
}

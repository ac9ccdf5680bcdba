use holdfast_inventory::Object;
use holdfast_inventory::view::{IntOrString, PodDisruptionBudget};

use crate::prelude::*;
use crate::scaling::share_of;

pub(super) static CHECK: Check = Check {
    id: "pdb-blocks-eviction",
    title: "Disruption budget never permits an eviction",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Leave room for one pod: maxUnavailable: 1, or minAvailable below the number of replicas.",
    techniques: &[],
    aliases: &[
        "kube-linter:pdb-max-unavailable",
        "kube-linter:pdb-min-available",
        "polaris:pdbDisruptionsIsZero",
    ],
    page: include_str!("pdb_blocks_eviction.md"),
    needs: &["Deployment", "HorizontalPodAutoscaler", "StatefulSet"],
    judge: Judge::Object(&["PodDisruptionBudget"], judge),
};

const MAX: &str = "/spec/maxUnavailable";
const MIN: &str = "/spec/minAvailable";

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(view) = o.object.view::<PodDisruptionBudget<'_>>() else { return Verdict::NotApplicable };
    if let Some(most) = &view.spec.max_unavailable {
        let none = share_of(most, 100) == Some(0);
        let hit = || {
            Hit::at(MAX, format!("maxUnavailable is {most}: no pod may ever be evicted"))
                .value(most)
                .set(MAX, 1)
        };
        return Verdict::unless(none.then(hit));
    }
    let Some(least) = &view.spec.min_available else { return Verdict::NotApplicable };
    if let IntOrString::Text(percent) = least
        && share_of(least, 100).is_some_and(|share| share >= 100)
    {
        return Hit::at(MIN, format!("minAvailable is {percent}: no pod may ever be evicted"))
            .value(least)
            .into();
    }
    let (mut running, mut names) = (0_i64, Vec::new());
    for workload in o.cx.guarded_by(o.object, &view) {
        let replicas = o.cx.autoscaler(workload.object).map_or(workload.replicas, |scaler| scaler.min);
        running = running.saturating_add(replicas);
        names.push(workload.object);
    }
    // Guards nothing now, or pods without a number of replicas.
    if running == 0 {
        return Verdict::NotApplicable;
    }
    if share_of(least, running).is_none_or(|stay| stay < running) {
        return Verdict::Pass;
    }
    let message = format!("minAvailable is {least} of {running} running: no pod may be evicted");
    let guarded = |hit: Hit, object: &Object<'_>| hit.fact(format!("guards {}", object.reference()));
    names.iter().fold(Hit::at(MIN, message).value(least), guarded).into()
}

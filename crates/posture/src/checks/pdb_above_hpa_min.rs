use holdfast_inventory::view::PodDisruptionBudget;

use crate::prelude::*;
use crate::scaling::share_of;

pub(super) static CHECK: Check = Check {
    id: "pdb-above-hpa-min",
    title: "Disruption budget asks for more pods than the autoscaler keeps",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Lower minAvailable below the minReplicas of the autoscaler, or use maxUnavailable.",
    techniques: &[],
    aliases: &["polaris:pdbMinAvailableGreaterThanHPAMinReplicas"],
    page: include_str!("pdb_above_hpa_min.md"),
    needs: &["Deployment", "HorizontalPodAutoscaler", "StatefulSet"],
    judge: Judge::Object(&["PodDisruptionBudget"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(view) = o.object.view::<PodDisruptionBudget<'_>>() else { return Verdict::NotApplicable };
    let Some(least) = &view.spec.min_available else { return Verdict::NotApplicable };
    let (mut asked, mut hits) = (false, Vec::new());
    for workload in o.cx.guarded_by(o.object, &view) {
        let Some(scaler) = o.cx.autoscaler(workload.object) else { continue };
        asked = true;
        if share_of(least, scaler.min).is_some_and(|stay| stay > scaler.min) {
            let name = workload.object.name();
            let message = format!("minAvailable is {least}, but {name} may be scaled down to {}", scaler.min);
            let fact = format!("scaled by {}", scaler.by.reference());
            hits.push(Hit::at("/spec/minAvailable", message).value(least).fact(fact).key(name));
        }
    }
    if asked { Verdict::of(hits) } else { Verdict::NotApplicable }
}

use holdfast_inventory::view::Autoscaler;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "hpa-min-too-low",
    title: "Autoscaler may go below the fewest replicas",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Raise minReplicas.",
    techniques: &[],
    aliases: &[
        "kube-linter:hpa-minimum-three-replicas",
        "polaris:hpaMinAvailability",
        "kube-score:horizontalpodautoscaler-replicas",
    ],
    page: include_str!("hpa_min_too_low.md"),
    needs: &[],
    judge: Judge::Object(&["HorizontalPodAutoscaler"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(view) = o.object.view::<Autoscaler<'_>>() else { return Verdict::NotApplicable };
    let (min, least) = (view.spec.min_replicas.unwrap_or(1), o.cx.min_replicas());
    if min >= least {
        return Verdict::Pass;
    }
    let mut hit = Hit::at("/spec/minReplicas", format!("may go down to {min} of at least {least} replicas"));
    hit.value = view.spec.min_replicas.map(|min| min.to_string());
    hit.set("/spec/minReplicas", least).into()
}

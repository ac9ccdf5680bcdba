use holdfast_inventory::view::Autoscaler;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "hpa-cannot-scale",
    title: "Autoscaler has no room to scale",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set maxReplicas above minReplicas.",
    techniques: &[],
    aliases: &["polaris:hpaMaxAvailability"],
    page: include_str!("hpa_cannot_scale.md"),
    needs: &[],
    judge: Judge::Object(&["HorizontalPodAutoscaler"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(view) = o.object.view::<Autoscaler<'_>>() else { return Verdict::NotApplicable };
    let min = view.spec.min_replicas.unwrap_or(1);
    let Some(max) = view.spec.max_replicas else { return Verdict::NotApplicable };
    let hit = || {
        Hit::at("/spec/maxReplicas", format!("maxReplicas {max} is not above minReplicas {min}")).value(max)
    };
    Verdict::unless((max <= min).then(hit))
}

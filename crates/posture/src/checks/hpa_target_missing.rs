use holdfast_inventory::view::Autoscaler;

use crate::prelude::*;
use crate::refs;

pub(super) static CHECK: Check = Check {
    id: "hpa-target-missing",
    title: "Autoscaler has no target",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Correct scaleTargetRef, or remove the autoscaler.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0300",
        "kube-linter:dangling-horizontalpodautoscaler",
        "kube-score:horizontalpodautoscaler-has-target",
    ],
    page: include_str!("hpa_target_missing.md"),
    needs: &["Deployment", "StatefulSet"],
    judge: Judge::Object(&["HorizontalPodAutoscaler"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(view) = o.object.view::<Autoscaler<'_>>() else { return Verdict::NotApplicable };
    let target = view.spec.scale_target_ref;
    if refs::find(o.cx, o.object, &target.kind, &target.name).is_some() {
        return Verdict::Pass;
    }
    if !o.cx.from_files() && !o.cx.complete(&target.kind) {
        return Verdict::NotAssessed("the kind of the scale target was not listed");
    }
    let message = format!("its target {} {} does not exist", target.kind, target.name);
    Hit::at("/spec/scaleTargetRef/name", message).value(&target.name).confidence(refs::absence(o.cx)).into()
}

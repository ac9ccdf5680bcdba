use holdfast_inventory::view::Present;

use crate::prelude::*;
use crate::scaling::Scaled;

pub(super) static CHECK: Check = Check {
    id: "hpa-fixed-replicas",
    title: "Replicas are written although an autoscaler sets them",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Remove replicas from the manifest.",
    techniques: &[],
    aliases: &["kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured"],
    page: include_str!("hpa_fixed_replicas.md"),
    needs: &["HorizontalPodAutoscaler"],
    judge: Judge::Object(&["Deployment", "StatefulSet", "DeploymentConfig"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(scaler) = o.cx.autoscaler(o.object) else { return Verdict::NotApplicable };
    let Some(workload) = Scaled::of(o.object) else { return Verdict::NotApplicable };
    let Some(replicas) = workload.written else { return Verdict::Pass };
    if o.object.view_at::<Present>("/metadata/uid").is_some() {
        return Verdict::NotAssessed("the API server fills replicas in: only the manifest can tell");
    }
    Hit::at("/spec/replicas", format!("fixes replicas at {replicas}, which its autoscaler changes"))
        .value(replicas)
        .fact(format!("scaled by {}", scaler.by.reference()))
        .remove("/spec/replicas")
        .into()
}

use holdfast_inventory::platform::is_cluster_component;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "kube-system-used",
    title: "User workload placed in kube-system",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Move the workload to a namespace of its own.",
    techniques: &[],
    aliases: &["trivy:KSV-0037"],
    page: include_str!("kube_system_used.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let object = o.object;
    if !object.has_template() {
        return Verdict::NotApplicable;
    }
    if object.namespace() != "kube-system" {
        return Verdict::Pass;
    }
    if is_cluster_component(object) {
        return Verdict::NotApplicable;
    }
    Hit::at("/metadata/namespace", "runs in kube-system among the cluster's own components")
        .value("kube-system")
        .into()
}

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "naked-pod",
    title: "Pod has no controller",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Put the pod into a Deployment, a StatefulSet, a DaemonSet or a Job.",
    techniques: &[],
    aliases: &["kubescape:C-0073"],
    page: include_str!("naked_pod.md"),
    needs: &[],
    judge: Judge::Object(&["Pod"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if !o.object.group().is_empty() {
        return Verdict::NotApplicable;
    }
    if o.object.owner_name().is_some() {
        return Verdict::Pass;
    }
    Hit::at(
        "/metadata/ownerReferences",
        "belongs to no controller: nothing replaces it when its node is gone",
    )
    .into()
}

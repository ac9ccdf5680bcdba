use holdfast_inventory::view::PodDisruptionBudget;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "pdb-unhealthy-policy-unset",
    title: "Disruption budget does not say what to do with unhealthy pods",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set unhealthyPodEvictionPolicy: AlwaysAllow.",
    techniques: &[],
    aliases: &["kube-linter:pdb-unhealthy-pod-eviction-policy"],
    page: include_str!("pdb_unhealthy_policy_unset.md"),
    needs: &[],
    judge: Judge::Object(&["PodDisruptionBudget"], judge),
};

const POLICY: &str = "/spec/unhealthyPodEvictionPolicy";

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(view) = o.object.view::<PodDisruptionBudget<'_>>() else { return Verdict::NotApplicable };
    if view.spec.unhealthy_pod_eviction_policy.is_some() {
        return Verdict::Pass;
    }
    let message = "does not set unhealthyPodEvictionPolicy: broken pods count as guarded and block drains";
    Hit::at(POLICY, message).set(POLICY, "AlwaysAllow").into()
}

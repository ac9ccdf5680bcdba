use holdfast_inventory::view::PodDisruptionBudget;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "pdb-policy-absent",
    title: "Disruption budget says no number",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set maxUnavailable or minAvailable.",
    techniques: &[],
    aliases: &["kube-score:poddisruptionbudget-has-policy"],
    page: include_str!("pdb_policy_absent.md"),
    needs: &[],
    judge: Judge::Object(&["PodDisruptionBudget"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(view) = o.object.view::<PodDisruptionBudget<'_>>() else { return Verdict::NotApplicable };
    if view.spec.max_unavailable.is_some() || view.spec.min_available.is_some() {
        return Verdict::Pass;
    }
    Hit::at("/spec/maxUnavailable", "sets neither maxUnavailable nor minAvailable: no eviction is permitted")
        .set("/spec/maxUnavailable", 1)
        .into()
}

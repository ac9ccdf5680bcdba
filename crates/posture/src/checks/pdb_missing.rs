use crate::prelude::*;
use crate::refs;
use crate::scaling::{self, Scaled};

pub(super) static CHECK: Check = Check {
    id: "pdb-missing",
    title: "No disruption budget guards the workload",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Add a PodDisruptionBudget whose selector matches the pods, with maxUnavailable: 1.",
    techniques: &[],
    aliases: &[
        "polaris:missingPodDisruptionBudget",
        "kube-score:deployment-has-poddisruptionbudget",
        "kube-score:statefulset-has-poddisruptionbudget",
    ],
    page: include_str!("pdb_missing.md"),
    needs: &["HorizontalPodAutoscaler", "PodDisruptionBudget"],
    judge: Judge::Object(&["Deployment", "StatefulSet", "DeploymentConfig"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(workload) = Scaled::of(o.object) else { return Verdict::NotApplicable };
    // A single pod cannot be both guarded and drained.
    if workload.replicas < 2 && o.cx.autoscaler(o.object).is_none() {
        return Verdict::NotApplicable;
    }
    let namespace = refs::namespace(o.object);
    if o.cx.budgets_in(namespace).any(|budget| scaling::guards(budget.object, &budget.view, &workload)) {
        return Verdict::Pass;
    }
    let hit = Hit::at(
        "/spec/template/metadata/labels",
        "no PodDisruptionBudget selects its pods: a drain may evict all of them at once",
    );
    if o.cx.from_files() { hit.confidence(Confidence::Medium).into() } else { hit.into() }
}

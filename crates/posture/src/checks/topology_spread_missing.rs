use crate::prelude::*;
use crate::scaling;

pub(super) static CHECK: Check = Check {
    id: "topology-spread-missing",
    title: "Replicas are not spread over zones",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Add topologySpreadConstraints.",
    techniques: &[],
    aliases: &["polaris:topologySpreadConstraint", "kube-score:pod-topology-spread-constraints"],
    page: include_str!("topology_spread_missing.md"),
    needs: &["HorizontalPodAutoscaler"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    if !scaling::runs_several(p) {
        return Verdict::NotApplicable;
    }
    let hit =
        || Hit::at("/topologySpreadConstraints", "runs several replicas without topologySpreadConstraints");
    Verdict::unless(p.spec().topology_spread_constraints.is_empty().then(hit))
}

use crate::prelude::*;
use crate::scaling::Scaled;

pub(super) static CHECK: Check = Check {
    id: "replicas-too-few",
    title: "Too few replicas",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Run at least as many replicas as the service needs to lose one to a drain and one to a fault.",
    techniques: &[],
    aliases: &[
        "kube-linter:minimum-three-replicas",
        "polaris:deploymentMissingReplicas",
        "kube-score:deployment-replicas",
    ],
    page: include_str!("replicas_too_few.md"),
    needs: &["HorizontalPodAutoscaler"],
    judge: Judge::Object(&["Deployment", "StatefulSet", "DeploymentConfig"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(workload) = Scaled::of(o.object) else { return Verdict::NotApplicable };
    // Zero is switched off on purpose; an autoscaler's bounds are judged at the autoscaler.
    if workload.replicas == 0 || o.cx.autoscaler(o.object).is_some() {
        return Verdict::NotApplicable;
    }
    let least = o.cx.min_replicas();
    if workload.replicas >= least {
        return Verdict::Pass;
    }
    let mut hit =
        Hit::at("/spec/replicas", format!("runs {} of at least {least} replicas", workload.replicas));
    hit.value = workload.written.map(|replicas| replicas.to_string());
    hit.set("/spec/replicas", least).into()
}

use crate::prelude::*;
use crate::probes;

pub(super) static CHECK: Check = Check {
    id: "readiness-missing",
    title: "Container has no readiness probe",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Add a readinessProbe that succeeds once the container can serve.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0018",
        "kube-linter:no-readiness-probe",
        "polaris:readinessProbeMissing",
        "checkov:CKV_K8S_9",
        "kube-score:pod-probes",
        "prowler:core_readiness_probe_configured",
    ],
    page: include_str!("readiness_missing.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if !probes::apply(c) {
        return Verdict::NotApplicable;
    }
    let hit =
        || Hit::at("/readinessProbe", "sets no readinessProbe: it gets requests before it can serve them");
    Verdict::unless(c.container.readiness_probe.is_none().then(hit))
}

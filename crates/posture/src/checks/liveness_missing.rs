use crate::prelude::*;
use crate::probes;

pub(super) static CHECK: Check = Check {
    id: "liveness-missing",
    title: "Container has no liveness probe",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Add a livenessProbe that fails when only a restart helps.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0056",
        "kube-linter:no-liveness-probe",
        "polaris:livenessProbeMissing",
        "checkov:CKV_K8S_8",
        "kube-score:pod-probes",
        "prowler:core_liveness_probe_configured",
    ],
    page: include_str!("liveness_missing.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if !probes::apply(c) {
        return Verdict::NotApplicable;
    }
    let hit = || Hit::at("/livenessProbe", "sets no livenessProbe: it is not restarted when it hangs");
    Verdict::unless(c.container.liveness_probe.is_none().then(hit))
}

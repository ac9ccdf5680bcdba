use crate::prelude::*;
use crate::resources;

pub(super) static CHECK: Check = Check {
    id: "cpu-request-missing",
    title: "Container has no CPU request",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set resources.requests.cpu to what the container needs in ordinary times.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0268",
        "kubescape:C-0050",
        "trivy:KSV-0015",
        "kube-linter:unset-cpu-requirements",
        "polaris:cpuRequestsMissing",
        "checkov:CKV_K8S_10",
        "kubesec:RequestsCPU",
        "kube-score:container-resources",
        "prowler:core_cpu_requests_set",
    ],
    page: include_str!("cpu_request_missing.md"),
    needs: &["LimitRange"],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    resources::request(c, "cpu")
}

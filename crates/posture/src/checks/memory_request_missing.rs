use crate::prelude::*;
use crate::resources;

pub(super) static CHECK: Check = Check {
    id: "memory-request-missing",
    title: "Container has no memory request",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set resources.requests.memory to what the container needs in ordinary times.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0269",
        "kubescape:C-0004",
        "trivy:KSV-0016",
        "kube-linter:unset-memory-requirements",
        "polaris:memoryRequestsMissing",
        "checkov:CKV_K8S_12",
        "kubesec:RequestsMemory",
        "kube-score:container-resources",
        "prowler:core_memory_requests_set",
    ],
    page: include_str!("memory_request_missing.md"),
    needs: &["LimitRange"],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    resources::request(c, "memory")
}

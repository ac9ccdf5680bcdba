use crate::prelude::*;
use crate::resources;

pub(super) static CHECK: Check = Check {
    id: "memory-limit-missing",
    title: "Container has no memory limit",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set resources.limits.memory, or give the namespace a LimitRange with a default.",
    techniques: &["T1499"],
    aliases: &[
        "kubescape:C-0271",
        "kubescape:C-0004",
        "kubescape:C-0009",
        "trivy:KSV-0018",
        "kube-linter:unset-memory-requirements",
        "polaris:memoryLimitsMissing",
        "checkov:CKV_K8S_13",
        "kubesec:LimitsMemory",
        "kube-score:container-resources",
        "prowler:core_memory_limits_set",
    ],
    page: include_str!("memory_limit_missing.md"),
    needs: &["LimitRange"],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    resources::limit(c, "memory")
}

use crate::prelude::*;
use crate::resources;

pub(super) static CHECK: Check = Check {
    id: "cpu-limit-missing",
    title: "Container has no CPU limit",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set resources.limits.cpu, or give the namespace a LimitRange with a default.",
    techniques: &["T1499", "T1496"],
    aliases: &[
        "kubescape:C-0270",
        "kubescape:C-0050",
        "kubescape:C-0009",
        "trivy:KSV-0011",
        "kube-linter:unset-cpu-requirements",
        "polaris:cpuLimitsMissing",
        "checkov:CKV_K8S_11",
        "kubesec:LimitsCPU",
        "kube-score:container-resources",
        "prowler:core_cpu_limits_set",
    ],
    page: include_str!("cpu_limit_missing.md"),
    needs: &["LimitRange"],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    resources::limit(c, "cpu")
}

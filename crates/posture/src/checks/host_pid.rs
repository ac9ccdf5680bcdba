use crate::host_access::judge_flag;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "host-pid",
    title: "Pod sees every process of its node",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove hostPID.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0038",
        "kubescape:C-0275",
        "kubescape:C-0194",
        "kubescape:C-0214",
        "trivy:KSV-0010",
        "kube-linter:host-pid",
        "polaris:hostPIDSet",
        "checkov:CKV_K8S_17",
        "kubesec:HostPID",
        "prowler:core_minimize_hostPID_containers",
        "psa:hostNamespaces",
    ],
    page: include_str!("host_pid.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    judge_flag(pod.spec().host_pid, "/hostPID", "shares its node's process ids and sees every process there")
}

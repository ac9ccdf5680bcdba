use crate::host_access::judge_flag;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "host-ipc",
    title: "Pod shares its node's memory between processes",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove hostIPC.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0038",
        "kubescape:C-0276",
        "kubescape:C-0195",
        "kubescape:C-0215",
        "trivy:KSV-0008",
        "kube-linter:host-ipc",
        "polaris:hostIPCSet",
        "checkov:CKV_K8S_18",
        "kubesec:HostIPC",
        "prowler:core_minimize_hostIPC_containers",
        "psa:hostNamespaces",
    ],
    page: include_str!("host_ipc.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    judge_flag(
        pod.spec().host_ipc,
        "/hostIPC",
        "shares its node's shared memory, semaphores and message queues",
    )
}

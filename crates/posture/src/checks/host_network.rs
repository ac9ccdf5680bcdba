use crate::host_access::judge_flag;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "host-network",
    title: "Pod uses its node's network",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove hostNetwork and expose the port with a Service.",
    techniques: &["T1040"],
    aliases: &[
        "kubescape:C-0041",
        "kubescape:C-0196",
        "kubescape:C-0216",
        "trivy:KSV-0009",
        "kube-linter:host-network",
        "polaris:hostNetworkSet",
        "checkov:CKV_K8S_19",
        "kubesec:HostNetwork",
        "prowler:core_minimize_hostNetwork_containers",
        "psa:hostNamespaces",
    ],
    page: include_str!("host_network.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    judge_flag(
        pod.spec().host_network,
        "/hostNetwork",
        "uses its node's network: no network policy holds for it",
    )
}

use crate::pod_index::namespace_of;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "pod-without-netpol",
    title: "No NetworkPolicy selects the pod",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Add a NetworkPolicy whose podSelector matches the labels of the pod.",
    techniques: &["T1046"],
    aliases: &[
        "kubescape:C-0260",
        "kube-linter:non-isolated-pod",
        "polaris:missingNetworkPolicy",
        "checkov:CKV2_K8S_6",
        "kube-score:pod-networkpolicy",
    ],
    page: include_str!("pod_without_netpol.md"),
    needs: &["NetworkPolicy"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    // Pods on their node's network are outside the reach of network policies.
    if p.facts.host_network {
        return Verdict::NotApplicable;
    }
    let (cx, net) = (p.cx, p.cx.net());
    match net.openness(cx.snapshot(), p.facts) {
        None => return Verdict::NotApplicable,
        Some(open) if open.selected => return Verdict::Pass,
        Some(_) => {}
    }
    if net.is_doubtful(namespace_of(cx.snapshot(), p.facts)) {
        return Verdict::NotAssessed("a policy that is not known in full may select the pod");
    }
    Hit::at(
        "/labels",
        "is selected by no NetworkPolicy: any pod may connect to it, and it may connect anywhere",
    )
    .in_metadata()
    .if_nothing_else(cx)
    .into()
}

use crate::kubelet::containers;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-privileged-pods-shown",
    title: "Kubelet shows privileged pods to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1611"],
    aliases: &["kube-hunter:KHV044", "kube-hunter:KHV051"],
    page: include_str!("kubelet_privileged_pods_shown.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/pods")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let privileged =
        containers(service).filter(|(_, c)| c.pointer("/securityContext/privileged") == Some(&true.into()));
    let names: Vec<String> = privileged.map(|(pod, _)| pod).take(5).collect();
    let message = "shows privileged pods to anyone";
    Verdict::of(
        (!names.is_empty()).then(|| Hit::at("/pods", message).and(names.join(", ")).around("privileged")),
    )
}

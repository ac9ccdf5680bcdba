use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-pods-open",
    title: "Kubelet lists its pods to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV036", "kube-hunter:KHV052"],
    page: include_str!("kubelet_pods_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/pods")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/pods", &["/kind=PodList", "/items"], "lists its pods without a login")
}

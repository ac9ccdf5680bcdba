use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-running-pods-open",
    title: "Kubelet lists running containers to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV038"],
    page: include_str!("kubelet_running_pods_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/runningpods/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/runningpods/", &["/kind=PodList", "/items"], "lists what runs on it without a login")
}

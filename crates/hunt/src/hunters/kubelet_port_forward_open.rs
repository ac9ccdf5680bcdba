use crate::kubelet::is_past_the_door;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-port-forward-open",
    title: "Kubelet forwards ports of pods to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1609"],
    aliases: &["kube-hunter:KHV041"],
    page: include_str!("kubelet_port_forward_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/portForward/holdfast-none/none?port=80")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let told = service.answer("/portForward/holdfast-none/none?port=80").filter(|a| is_past_the_door(a));
    Verdict::of(told.map(|_| {
        Hit::at("/portForward/holdfast-none/none?port=80", "would forward a port of a pod without a login")
    }))
}

use crate::kubelet::is_past_the_door;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-attach-open",
    title: "Kubelet attaches anyone to containers",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1609"],
    aliases: &["kube-hunter:KHV042"],
    page: include_str!("kubelet_attach_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/attach/holdfast-none/none/none?output=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let told = service.answer("/attach/holdfast-none/none/none?output=1").filter(|a| is_past_the_door(a));
    Verdict::of(told.map(|_| {
        Hit::at("/attach/holdfast-none/none/none?output=1", "would attach to a container without a login")
    }))
}

use crate::kubelet::is_past_the_door;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-exec-open",
    title: "Kubelet runs commands in containers for anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1609"],
    aliases: &["kube-hunter:KHV039"],
    page: include_str!("kubelet_exec_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/exec/holdfast-none/none/none?command=true&output=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let told =
        service.answer("/exec/holdfast-none/none/none?command=true&output=1").filter(|a| is_past_the_door(a));
    Verdict::of(told.map(|_| {
        Hit::at(
            "/exec/holdfast-none/none/none?command=true&output=1",
            "would run a command in a container without a login",
        )
    }))
}

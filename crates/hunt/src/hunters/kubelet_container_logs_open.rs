use crate::kubelet::is_past_the_door;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-container-logs-open",
    title: "Kubelet hands out the logs of containers",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1609"],
    aliases: &["kube-hunter:KHV037"],
    page: include_str!("kubelet_container_logs_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/containerLogs/holdfast-none/none/none")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let told = service.answer("/containerLogs/holdfast-none/none/none").filter(|a| is_past_the_door(a));
    Verdict::of(told.map(|_| {
        Hit::at(
            "/containerLogs/holdfast-none/none/none",
            "would hand out the log of a container without a login",
        )
    }))
}

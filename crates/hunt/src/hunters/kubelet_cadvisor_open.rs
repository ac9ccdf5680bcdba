use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-cadvisor-open",
    title: "Kubelet gives container metrics to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kubelet_cadvisor_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/metrics/cadvisor")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/metrics/cadvisor",
        &["container_cpu_usage_seconds_total"],
        "gives the metrics of every container without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-metrics-open",
    title: "Kubelet gives its metrics to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kubelet_metrics_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["kubelet_"], "gives its metrics without a login")
}

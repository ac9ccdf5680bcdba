use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "containerd-metrics-open",
    title: "containerd gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set metrics.address to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("containerd_metrics_open.md"),
    products: &["containerd"],
    asks: &[Ask::get("/v1/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/v1/metrics", &["containerd_"], "gives its metrics without a login")
}

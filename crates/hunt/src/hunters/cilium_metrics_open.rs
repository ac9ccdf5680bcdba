use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "cilium-metrics-open",
    title: "Cilium gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Let only Prometheus reach it.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("cilium_metrics_open.md"),
    products: &["cilium"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["cilium_"], "gives its metrics without a login")
}

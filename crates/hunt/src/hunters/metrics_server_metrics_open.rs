use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "metrics-server-metrics-open",
    title: "metrics-server gives its metrics to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Keep authentication on, and let only the API server reach it.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("metrics_server_metrics_open.md"),
    products: &["metrics-server"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["metrics_server_"], "gives its own metrics without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "hubble-metrics-open",
    title: "Hubble gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Let only Prometheus reach it.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("hubble_metrics_open.md"),
    products: &["hubble"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["hubble_"], "gives its metrics without a login")
}

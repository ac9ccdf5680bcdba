use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "konnectivity-metrics-open",
    title: "konnectivity gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Bind the admin port to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("konnectivity_metrics_open.md"),
    products: &["konnectivity"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["konnectivity_network_proxy_"], "gives its metrics without a login")
}

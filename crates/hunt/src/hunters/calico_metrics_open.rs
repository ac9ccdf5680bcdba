use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "calico-metrics-open",
    title: "Calico gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set prometheusMetricsHost to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("calico_metrics_open.md"),
    products: &["calico"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["felix_"], "gives its metrics without a login")
}

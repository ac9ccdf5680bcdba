use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "crio-metrics-open",
    title: "CRI-O gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set metrics_host to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("crio_metrics_open.md"),
    products: &["cri-o"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["crio_"], "gives its metrics without a login")
}

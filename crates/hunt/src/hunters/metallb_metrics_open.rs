use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "metallb-metrics-open",
    title: "MetalLB gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Keep the rbac proxy in front of it.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("metallb_metrics_open.md"),
    products: &["metallb"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["metallb_"], "gives its metrics without a login")
}

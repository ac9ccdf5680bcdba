use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "ingress-nginx-metrics-open",
    title: "ingress-nginx gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Let only Prometheus reach 10254.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("ingress_nginx_metrics_open.md"),
    products: &["ingress-nginx"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["nginx_ingress_controller_build_info"], "gives its metrics without a login")
}

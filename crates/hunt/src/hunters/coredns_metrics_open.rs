use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "coredns-metrics-open",
    title: "CoreDNS gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Let only the monitoring namespace reach 9153.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("coredns_metrics_open.md"),
    products: &["coredns"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["coredns_build_info"], "gives its metrics without a login")
}

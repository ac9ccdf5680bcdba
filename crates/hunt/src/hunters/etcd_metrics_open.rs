use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-metrics-open",
    title: "etcd gives its metrics to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Serve metrics on 127.0.0.1 with --listen-metrics-urls.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("etcd_metrics_open.md"),
    products: &["etcd"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["etcd_server_"], "gives its metrics without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kube-proxy-metrics-open",
    title: "kube-proxy gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set metricsBindAddress: 127.0.0.1:10249.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kube_proxy_metrics_open.md"),
    products: &["kube-proxy"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["kubeproxy_"], "gives its metrics without a login")
}

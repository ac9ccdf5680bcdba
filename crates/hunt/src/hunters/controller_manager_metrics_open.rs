use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "controller-manager-metrics-open",
    title: "kube-controller-manager gives its metrics to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --bind-address=127.0.0.1 and keep authorization on; no release since 1.24 has an insecure port.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("controller_manager_metrics_open.md"),
    products: &["kube-controller-manager"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["node_collector_"], "gives its metrics without a login")
}

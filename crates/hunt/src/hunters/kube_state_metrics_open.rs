use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kube-state-metrics-open",
    title: "kube-state-metrics is open to the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Let only Prometheus reach it.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kube_state_metrics_open.md"),
    products: &["kube-state-metrics"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["kube_pod_info"], "names every object of the cluster without a login")
}

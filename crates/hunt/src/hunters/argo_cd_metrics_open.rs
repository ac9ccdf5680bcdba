use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "argo-cd-metrics-open",
    title: "Argo CD gives its metrics to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Let only Prometheus reach the metrics ports.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("argo_cd_metrics_open.md"),
    products: &["argo-cd"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["argocd_"], "names its applications without a login")
}

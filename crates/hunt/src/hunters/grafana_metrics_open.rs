use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "grafana-metrics-open",
    title: "Grafana gives its metrics to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set metrics basic_auth_username and basic_auth_password.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("grafana_metrics_open.md"),
    products: &["grafana"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["grafana_build_info"], "gives its metrics without a login")
}

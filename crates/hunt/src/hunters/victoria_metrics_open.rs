use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "victoria-metrics-open",
    title: "VictoriaMetrics is open to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("victoria_metrics_open.md"),
    products: &["victoria-metrics"],
    asks: &[Ask::get("/api/v1/status/tsdb")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/status/tsdb",
        &["/status=success", "/data/totalSeries"],
        "describes its data without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "prometheus-open",
    title: "Prometheus is open to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("prometheus_open.md"),
    products: &["prometheus"],
    asks: &[Ask::get("/api/v1/targets")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/targets",
        &["/status=success", "/data/activeTargets"],
        "lists what it scrapes without a login",
    )
}

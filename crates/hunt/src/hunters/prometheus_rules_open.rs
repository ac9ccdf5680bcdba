use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "prometheus-rules-open",
    title: "Prometheus shows its alert rules to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("prometheus_rules_open.md"),
    products: &["prometheus"],
    asks: &[Ask::get("/api/v1/rules")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/rules",
        &["/status=success", "/data/groups"],
        "shows its alert rules without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "pushgateway-open",
    title: "Pushgateway takes metrics from anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("pushgateway_open.md"),
    products: &["pushgateway"],
    asks: &[Ask::get("/api/v1/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/metrics", &["/status=success"], "shows and takes metrics without a login")
}

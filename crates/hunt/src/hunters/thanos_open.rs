use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "thanos-open",
    title: "Thanos is open to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("thanos_open.md"),
    products: &["thanos"],
    asks: &[Ask::get("/api/v1/stores")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/stores", &["/status=success", "/data"], "lists its stores without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "loki-open",
    title: "Loki gives logs to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1005"],
    aliases: &[],
    page: include_str!("loki_open.md"),
    products: &["loki"],
    asks: &[Ask::get("/loki/api/v1/labels")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/loki/api/v1/labels", &["/status=success"], "answers log queries without a login")
}

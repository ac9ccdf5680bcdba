use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "zipkin-open",
    title: "Zipkin gives traces to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("zipkin_open.md"),
    products: &["zipkin"],
    asks: &[Ask::get("/api/v2/services")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    list(service, "/api/v2/services", Items::Text, "names every traced service without a login")
}

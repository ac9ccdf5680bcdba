use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "jaeger-open",
    title: "Jaeger gives traces to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("jaeger_open.md"),
    products: &["jaeger"],
    asks: &[Ask::get("/api/services")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/services", &["/data"], "names every traced service without a login")
}

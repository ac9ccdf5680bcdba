use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-metrics",
    title: "API server gives its metrics to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_metrics.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["apiserver_request_total"], "gives its metrics without a login")
}

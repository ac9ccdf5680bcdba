use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tekton-dashboard-exposed",
    title: "Tekton Dashboard shows pipelines to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("tekton_dashboard_exposed.md"),
    products: &["tekton-dashboard"],
    asks: &[Ask::get("/apis/tekton.dev/v1/pipelineruns?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/apis/tekton.dev/v1/pipelineruns?limit=1",
        &["/kind=PipelineRunList"],
        "shows pipeline runs without a login",
    )
}

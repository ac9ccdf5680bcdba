use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-deployments",
    title: "API server lists deployments to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_deployments.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/apis/apps/v1/deployments?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/apis/apps/v1/deployments?limit=1",
        &["/kind=DeploymentList", "/items"],
        "lists deployments without a login",
    )
}

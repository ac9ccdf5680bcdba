use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-discovery",
    title: "API server lists its API groups to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV005"],
    page: include_str!("api_anonymous_discovery.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/apis")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/apis", &["/kind=APIGroupList", "/groups"], "lists its API groups without a login")
}

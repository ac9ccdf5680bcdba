use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-nodes",
    title: "API server lists nodes to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_nodes.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/api/v1/nodes?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/nodes?limit=1", &["/kind=NodeList", "/items"], "lists nodes without a login")
}

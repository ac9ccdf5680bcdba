use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-namespaces",
    title: "API server lists namespaces to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV007"],
    page: include_str!("api_anonymous_namespaces.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/api/v1/namespaces?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/namespaces?limit=1",
        &["/kind=NamespaceList", "/items"],
        "lists namespaces without a login",
    )
}

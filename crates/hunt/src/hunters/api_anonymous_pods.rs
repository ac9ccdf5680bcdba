use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-pods",
    title: "API server lists pods to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV007"],
    page: include_str!("api_anonymous_pods.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/api/v1/pods?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/pods?limit=1", &["/kind=PodList", "/items"], "lists pods without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-roles",
    title: "API server lists roles to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV007"],
    page: include_str!("api_anonymous_roles.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/apis/rbac.authorization.k8s.io/v1/clusterroles?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/apis/rbac.authorization.k8s.io/v1/clusterroles?limit=1",
        &["/kind=ClusterRoleList", "/items"],
        "lists roles without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-network-policies",
    title: "API server lists network policies to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_network_policies.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/apis/networking.k8s.io/v1/networkpolicies?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/apis/networking.k8s.io/v1/networkpolicies?limit=1",
        &["/kind=NetworkPolicyList", "/items"],
        "lists network policies without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-node-metrics",
    title: "API server gives resource metrics of nodes to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_node_metrics.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/apis/metrics.k8s.io/v1beta1/nodes")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/apis/metrics.k8s.io/v1beta1/nodes",
        &["/kind=NodeMetricsList"],
        "gives the load of its nodes without a login",
    )
}

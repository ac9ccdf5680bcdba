use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "envoy-clusters-open",
    title: "Envoy shows every upstream to the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Bind the admin interface to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("envoy_clusters_open.md"),
    products: &["envoy"],
    asks: &[Ask::get("/clusters?format=json")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/clusters?format=json", &["/cluster_statuses"], "shows its upstreams without a login")
}

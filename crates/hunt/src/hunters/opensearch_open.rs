use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "opensearch-open",
    title: "OpenSearch is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Turn the security plug-in on.",
    techniques: &["T1005", "T1485"],
    aliases: &[],
    page: include_str!("opensearch_open.md"),
    products: &["opensearch"],
    asks: &[Ask::get("/_cluster/health")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/_cluster/health", &["/cluster_name", "/number_of_nodes"], "answers without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "elasticsearch-open",
    title: "Elasticsearch is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Turn xpack.security.enabled on.",
    techniques: &["T1005", "T1485"],
    aliases: &[],
    page: include_str!("elasticsearch_open.md"),
    products: &["elasticsearch"],
    asks: &[Ask::get("/_cluster/health")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/_cluster/health", &["/cluster_name", "/number_of_nodes"], "answers without a login")
}

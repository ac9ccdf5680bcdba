use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kibana-open",
    title: "Kibana lets anyone in",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Turn security on in Elasticsearch.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kibana_open.md"),
    products: &["kibana"],
    asks: &[Ask::get("/api/saved_objects/_find?type=dashboard&per_page=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/saved_objects/_find?type=dashboard&per_page=1",
        &["/saved_objects", "/total"],
        "lists saved objects without a login",
    )
}

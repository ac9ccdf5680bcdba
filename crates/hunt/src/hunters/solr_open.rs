use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "solr-open",
    title: "Solr is open to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Turn authentication on.",
    techniques: &["T1005"],
    aliases: &[],
    page: include_str!("solr_open.md"),
    products: &["solr"],
    asks: &[Ask::get("/solr/admin/cores?action=STATUS&wt=json")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/solr/admin/cores?action=STATUS&wt=json",
        &["/status", "/responseHeader"],
        "shows its cores without a login",
    )
}

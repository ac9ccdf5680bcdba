use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "registry-catalog-open",
    title: "Registry lists its repositories to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Put token or basic authentication in front, and let only nodes and builders reach it.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("registry_catalog_open.md"),
    products: &["registry"],
    asks: &[Ask::get("/v2/_catalog")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/v2/_catalog", &["/repositories"], "lists its repositories without a login")
}

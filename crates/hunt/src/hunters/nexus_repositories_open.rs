use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "nexus-repositories-open",
    title: "Nexus lists repositories to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Turn anonymous access off.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("nexus_repositories_open.md"),
    products: &["nexus"],
    asks: &[Ask::get("/service/rest/v1/repositories")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/service/rest/v1/repositories",
        &["/0/name", "/0/format"],
        "lists repositories without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "gitea-repositories-open",
    title: "Gitea shows repositories to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set REQUIRE_SIGNIN_VIEW = true.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("gitea_repositories_open.md"),
    products: &["gitea"],
    asks: &[Ask::get("/api/v1/repos/search?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/repos/search?limit=1",
        &["/ok=true", "/data/0/full_name"],
        "shows repositories without a login",
    )
}

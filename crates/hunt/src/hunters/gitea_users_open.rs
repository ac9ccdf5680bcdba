use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "gitea-users-open",
    title: "Gitea lists its users to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set REQUIRE_SIGNIN_VIEW = true.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("gitea_users_open.md"),
    products: &["gitea"],
    asks: &[Ask::get("/api/v1/users/search?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/users/search?limit=1", &["/ok=true", "/data"], "lists its users without a login")
}

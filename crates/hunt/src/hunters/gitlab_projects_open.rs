use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "gitlab-projects-open",
    title: "GitLab shows projects to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Make the projects private; restrict public visibility.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("gitlab_projects_open.md"),
    products: &["gitlab"],
    asks: &[Ask::get("/api/v4/projects?per_page=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v4/projects?per_page=1",
        &["/0/path_with_namespace"],
        "shows projects without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "harbor-public-projects",
    title: "Harbor shows projects to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Make the projects private.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("harbor_public_projects.md"),
    products: &["harbor"],
    asks: &[Ask::get("/api/v2.0/projects")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v2.0/projects", &["/0/project_id"], "shows projects without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "jenkins-open",
    title: "Jenkins shows its jobs to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Turn \"allow anonymous read\" off.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("jenkins_open.md"),
    products: &["jenkins"],
    asks: &[Ask::get("/api/json")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/json", &["/jobs", "/mode"], "shows its jobs without a login")
}

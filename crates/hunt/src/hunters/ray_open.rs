use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "ray-open",
    title: "Ray runs jobs for anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Let nobody but its users reach 8265; it has no login of its own.",
    techniques: &["T1059.013"],
    aliases: &[],
    page: include_str!("ray_open.md"),
    products: &["ray"],
    asks: &[Ask::get("/api/jobs/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    list(service, "/api/jobs/", Items::Any, "lists jobs without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "nomad-open",
    title: "Nomad runs jobs for anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Turn ACLs on.",
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("nomad_open.md"),
    products: &["nomad"],
    asks: &[Ask::get("/v1/jobs")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    list(service, "/v1/jobs", Items::Any, "lists jobs without a token")
}

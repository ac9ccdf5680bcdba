use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "harbor-self-registration",
    title: "Harbor lets anyone make an account",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Turn self-registration off.",
    techniques: &["T1136"],
    aliases: &[],
    page: include_str!("harbor_self_registration.md"),
    products: &["harbor"],
    asks: &[Ask::get("/api/v2.0/systeminfo")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v2.0/systeminfo", &["/self_registration=true"], "lets anyone make an account")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "headlamp-exposed",
    title: "Headlamp is reachable",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("headlamp_exposed.md"),
    products: &["headlamp"],
    asks: &[Ask::get("/config")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/config", &["/clusters"], "names its clusters without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "drone-open",
    title: "Drone shows its version to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("drone_open.md"),
    products: &["drone"],
    asks: &[Ask::get("/version")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/version", &["/source", "/version"], "tells its version without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "alertmanager-open",
    title: "Alertmanager is open to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1562.001"],
    aliases: &[],
    page: include_str!("alertmanager_open.md"),
    products: &["alertmanager"],
    asks: &[Ask::get("/api/v2/alerts")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    list(service, "/api/v2/alerts", Items::Objects, "shows its alerts without a login")
}

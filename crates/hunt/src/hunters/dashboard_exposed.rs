use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "dashboard-exposed",
    title: "Kubernetes Dashboard is reachable",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Reach it through kubectl proxy only, or replace it.",
    techniques: &["T1133"],
    aliases: &[],
    page: include_str!("dashboard_exposed.md"),
    products: &["kubernetes-dashboard"],
    asks: &[Ask::get("/api/v1/login/status")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/login/status", &["/tokenPresent"], "is reachable from here")
}

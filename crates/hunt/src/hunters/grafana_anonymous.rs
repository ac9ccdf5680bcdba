use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "grafana-anonymous",
    title: "Grafana lets anyone in",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set auth.anonymous enabled = false.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("grafana_anonymous.md"),
    products: &["grafana"],
    asks: &[Ask::get("/api/org")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/org", &["/id", "/name"], "lets anonymous visitors in")
}

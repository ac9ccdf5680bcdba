use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "grafana-dashboards-open",
    title: "Grafana lists its dashboards to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set auth.anonymous enabled = false.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("grafana_dashboards_open.md"),
    products: &["grafana"],
    asks: &[Ask::get("/api/search?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/search?limit=1", &["/0/uid", "/0/title"], "lists its dashboards without a login")
}

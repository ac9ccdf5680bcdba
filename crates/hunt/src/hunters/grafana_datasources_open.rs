use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "grafana-datasources-open",
    title: "Grafana lists its data sources to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set auth.anonymous enabled = false, and give anonymous visitors no administrator role.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("grafana_datasources_open.md"),
    products: &["grafana"],
    asks: &[Ask::get("/api/datasources")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/datasources", &["/0/type", "/0/url"], "lists its data sources without a login")
}

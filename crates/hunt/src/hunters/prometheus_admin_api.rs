use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "prometheus-admin-api",
    title: "Prometheus has its admin API on",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove --web.enable-admin-api.",
    techniques: &["T1070", "T1485"],
    aliases: &[],
    page: include_str!("prometheus_admin_api.md"),
    products: &["prometheus"],
    asks: &[Ask::get("/api/v1/status/flags")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/status/flags",
        &["/data/web.enable-admin-api=true"],
        "has its admin API on, and no login",
    )
}

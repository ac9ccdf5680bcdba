use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "prometheus-lifecycle-open",
    title: "Prometheus can be stopped by anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove --web.enable-lifecycle, or put a login in front.",
    techniques: &["T1562.001"],
    aliases: &[],
    page: include_str!("prometheus_lifecycle_open.md"),
    products: &["prometheus"],
    asks: &[Ask::get("/api/v1/status/flags")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/status/flags",
        &["/data/web.enable-lifecycle=true"],
        "can be reloaded and stopped without a login",
    )
}

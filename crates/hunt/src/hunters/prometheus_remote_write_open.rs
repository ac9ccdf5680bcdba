use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "prometheus-remote-write-open",
    title: "Prometheus takes samples from anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove --web.enable-remote-write-receiver, or put a login in front.",
    techniques: &["T1562"],
    aliases: &[],
    page: include_str!("prometheus_remote_write_open.md"),
    products: &["prometheus"],
    asks: &[Ask::get("/api/v1/status/flags")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/status/flags",
        &["/data/web.enable-remote-write-receiver=true"],
        "takes samples from anyone",
    )
}

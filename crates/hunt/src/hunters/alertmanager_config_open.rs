use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "alertmanager-config-open",
    title: "Alertmanager shows its configuration to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("alertmanager_config_open.md"),
    products: &["alertmanager"],
    asks: &[Ask::get("/api/v2/status")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v2/status",
        &["/config/original", "/versionInfo"],
        "shows its configuration without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "prometheus-config-open",
    title: "Prometheus shows its configuration to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1552.001"],
    aliases: &[],
    page: include_str!("prometheus_config_open.md"),
    products: &["prometheus"],
    asks: &[Ask::get("/api/v1/status/config")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/status/config",
        &["/status=success", "/data/yaml"],
        "shows its configuration without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "loki-config-open",
    title: "Loki shows its configuration to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("loki_config_open.md"),
    products: &["loki"],
    asks: &[Ask::get("/config")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/config", &["auth_enabled:"], "shows its configuration without a login")
}

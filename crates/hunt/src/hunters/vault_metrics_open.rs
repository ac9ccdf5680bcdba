use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "vault-metrics-open",
    title: "Vault gives its metrics to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set unauthenticated_metrics_access to false.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("vault_metrics_open.md"),
    products: &["vault"],
    asks: &[Ask::get("/v1/sys/metrics?format=prometheus")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/v1/sys/metrics?format=prometheus", &["vault_"], "gives its metrics without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "redis-exporter-probe-open",
    title: "Redis exporter connects wherever it is told",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    fix: "Let only Prometheus reach it.",
    techniques: &["T1046"],
    aliases: &[],
    page: include_str!("redis_exporter_probe_open.md"),
    products: &["redis-exporter"],
    asks: &[Ask::get("/scrape")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/scrape", &["target"], "would connect to any address it is given")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "exporter-open",
    title: "Exporter of a data base is open to the network",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Let only Prometheus reach it.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("exporter_open.md"),
    products: &["redis-exporter", "postgres-exporter", "nginx-exporter"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["exporter_build_info"], "gives its metrics without a login")
}

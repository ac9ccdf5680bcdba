use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "minio-metrics-open",
    title: "MinIO gives its metrics to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set MINIO_PROMETHEUS_AUTH_TYPE=jwt.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("minio_metrics_open.md"),
    products: &["minio"],
    asks: &[Ask::get("/minio/v2/metrics/cluster")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/minio/v2/metrics/cluster", &["minio_"], "gives its metrics without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "otel-collector-metrics-open",
    title: "OpenTelemetry collector gives its metrics to the network",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Bind telemetry to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("otel_collector_metrics_open.md"),
    products: &["otel-collector"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["otelcol_"], "gives its metrics without a login")
}

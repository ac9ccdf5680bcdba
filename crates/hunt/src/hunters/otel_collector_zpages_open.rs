use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "otel-collector-zpages-open",
    title: "OpenTelemetry collector shows its debug pages",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Bind zpages to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("otel_collector_zpages_open.md"),
    products: &["otel-collector"],
    asks: &[Ask::get("/debug/servicez")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/servicez", &["Service"], "shows its debug pages without a login")
}

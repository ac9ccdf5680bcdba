use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "nats-monitoring-open",
    title: "NATS shows its state to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Bind the monitoring port to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("nats_monitoring_open.md"),
    products: &["nats"],
    asks: &[Ask::get("/connz?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/connz?limit=1", &["/server_id", "/connections"], "shows its connections without a login")
}

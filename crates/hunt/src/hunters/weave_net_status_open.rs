use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "weave-net-status-open",
    title: "Weave Net shows its status to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Bind it to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("weave_net_status_open.md"),
    products: &["weave-net"],
    asks: &[Ask::get("/status")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/status", &["Service: router"], "shows peers and address ranges without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "node-exporter-open",
    title: "Node exporter is open to the network",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Let only Prometheus reach 9100, or give it TLS and a password.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("node_exporter_open.md"),
    products: &["node-exporter"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/metrics",
        &["node_uname_info"],
        "tells name, kernel and disks of its node without a login",
    )
}

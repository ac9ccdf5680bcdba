use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-status-open",
    title: "etcd tells its state to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("etcd_status_open.md"),
    products: &["etcd"],
    asks: &[Ask::query("/v3/maintenance/status", "{}")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "POST /v3/maintenance/status",
        &["/header", "/version", "/dbSize"],
        "tells its size and leader without a login",
    )
}

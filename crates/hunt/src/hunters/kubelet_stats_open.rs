use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-stats-open",
    title: "Kubelet gives statistics of its pods to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kubelet_stats_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/stats/summary")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/stats/summary",
        &["/node/nodeName", "/pods"],
        "gives statistics of its pods without a login",
    )
}

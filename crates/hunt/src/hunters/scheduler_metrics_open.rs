use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "scheduler-metrics-open",
    title: "kube-scheduler gives its metrics to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --bind-address=127.0.0.1 and keep authorization on; no release since 1.24 has an insecure port.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("scheduler_metrics_open.md"),
    products: &["kube-scheduler"],
    asks: &[Ask::get("/metrics")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/metrics", &["scheduler_"], "gives its metrics without a login")
}

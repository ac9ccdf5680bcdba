use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "dashboard-pods-open",
    title: "Kubernetes Dashboard lists pods without login",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Take the bindings from its service account, and drop --enable-skip-login.",
    techniques: &["T1609"],
    aliases: &[],
    page: include_str!("dashboard_pods_open.md"),
    products: &["kubernetes-dashboard"],
    asks: &[Ask::get("/api/v1/pod")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/pod", &["/listMeta", "/pods"], "lists pods without a login")
}

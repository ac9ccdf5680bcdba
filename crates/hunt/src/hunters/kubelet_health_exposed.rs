use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-health-exposed",
    title: "Kubelet tells its health to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set healthzBindAddress: 127.0.0.1; keep 10250 away from networks that need it not.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV043"],
    page: include_str!("kubelet_health_exposed.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/healthz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/healthz", &["ok"], "answers /healthz without a login")
}

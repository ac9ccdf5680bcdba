use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-cmdline-open",
    title: "Kubelet shows its command line to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV046"],
    page: include_str!("kubelet_cmdline_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/debug/pprof/cmdline")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/cmdline", &["kubelet", "--"], "shows its command line without a login")
}

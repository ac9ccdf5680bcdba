use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-flagz-open",
    title: "Kubelet shows its flags to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kubelet_flagz_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/flagz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/flagz", &["kubelet flagz"], "shows its flags without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-configz-open",
    title: "Kubelet shows its configuration to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kubelet_configz_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/configz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/configz", &["/kubeletconfig"], "shows its configuration without a login")
}

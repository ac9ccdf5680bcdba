use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-spec-open",
    title: "Kubelet describes its machine to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kubelet_spec_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/spec/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/spec/", &["/num_cores", "/machine_id"], "describes its machine without a login")
}

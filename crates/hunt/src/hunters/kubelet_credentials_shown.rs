use crate::kubelet::{containers, credential_names};
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-credentials-shown",
    title: "Kubelet shows credentials in the environment of pods",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1552.007"],
    aliases: &[],
    page: include_str!("kubelet_credentials_shown.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/pods")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let mut names: Vec<String> =
        containers(service).flat_map(|(pod, c)| credential_names(&pod, &c)).collect();
    names.truncate(5);
    let message = "shows credentials in the environment of pods to anyone";
    // The answer itself is no evidence to show: only the variables' names are.
    Verdict::of((!names.is_empty()).then(|| Hit::fact(message, names.join(", "))))
}

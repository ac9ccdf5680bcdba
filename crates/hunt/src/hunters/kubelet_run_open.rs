use crate::kubelet::is_past_the_door;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-run-open",
    title: "Kubelet runs commands through /run for anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1609"],
    aliases: &["kube-hunter:KHV040"],
    page: include_str!("kubelet_run_open.md"),
    products: &["kubelet"],
    asks: &[Ask::query("/run/holdfast-none/none/none?cmd=true", "")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let told = service.answer("POST /run/holdfast-none/none/none?cmd=true").filter(|a| is_past_the_door(a));
    Verdict::of(told.map(|_| {
        Hit::at(
            "POST /run/holdfast-none/none/none?cmd=true",
            "would run a command through /run without a login",
        )
    }))
}

use crate::kubelet::is_past_the_door;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-checkpoint-open",
    title: "Kubelet writes checkpoints of containers for anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1609"],
    aliases: &[],
    page: include_str!("kubelet_checkpoint_open.md"),
    products: &["kubelet"],
    asks: &[Ask::query("/checkpoint/holdfast-none/none/none", "")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let told = service.answer("POST /checkpoint/holdfast-none/none/none").filter(|a| is_past_the_door(a));
    Verdict::of(told.map(|_| {
        Hit::at(
            "POST /checkpoint/holdfast-none/none/none",
            "would write the memory of a container to disk without a login",
        )
    }))
}

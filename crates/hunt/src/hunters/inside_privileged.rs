use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-privileged",
    title: "The container is privileged",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set privileged: false.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_privileged.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of((pod.capabilities.count_ones() >= 38 && !pod.devices.is_empty()).then(|| {
        Hit::fact("runs privileged", format!("all capabilities and devices: {}", pod.devices.join(", ")))
    }))
}

use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-seccomp-off",
    title: "No seccomp filter holds here",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set seccompProfile.type: RuntimeDefault.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_seccomp_off.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of((pod.seccomp == Some(0)).then(|| Hit::fact("runs without a seccomp filter", "Seccomp: 0")))
}

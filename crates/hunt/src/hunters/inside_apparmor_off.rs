use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-apparmor-off",
    title: "No AppArmor profile holds here",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set appArmorProfile.type: RuntimeDefault.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_apparmor_off.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.apparmor.as_deref() == Some("unconfined"))
            .then(|| Hit::fact("runs unconfined by AppArmor", "unconfined")),
    )
}

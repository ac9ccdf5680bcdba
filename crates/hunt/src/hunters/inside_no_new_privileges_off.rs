use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-no-new-privileges-off",
    title: "Processes may gain privileges",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set allowPrivilegeEscalation: false.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_no_new_privileges_off.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.no_new_privileges == Some(false))
            .then(|| Hit::fact("lets processes gain privileges", "NoNewPrivs: 0")),
    )
}

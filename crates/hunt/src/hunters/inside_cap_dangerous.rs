use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-cap-dangerous",
    title: "A capability that leads to the node is effective",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Drop ALL capabilities, and add back only what is needed.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_cap_dangerous.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(([1, 2, 16, 17, 19, 38, 39].iter().any(|c| pod.has_capability(*c))).then(|| {
        Hit::fact(
            "holds a capability that leads to the node",
            format!("effective capabilities {:#x}", pod.capabilities),
        )
    }))
}

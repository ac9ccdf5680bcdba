use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-cap-sys-admin",
    title: "CAP_SYS_ADMIN is effective",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Drop ALL capabilities.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_cap_sys_admin.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.has_capability(21)).then(|| Hit::fact("holds CAP_SYS_ADMIN", "CAP_SYS_ADMIN is effective")),
    )
}

use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-cgroup-writable",
    title: "Control groups are writable",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Drop CAP_SYS_ADMIN, and mount nothing of the kernel.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_cgroup_writable.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.cgroup_writable).then(|| Hit::fact("can write to control groups", "/sys/fs/cgroup is writable")),
    )
}

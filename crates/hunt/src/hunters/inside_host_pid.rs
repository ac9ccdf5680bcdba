use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-host-pid",
    title: "Processes of the node are visible",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove hostPID.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_host_pid.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.host_pid)
            .then(|| Hit::fact("sees every process of its node", format!("{} processes", pod.processes))),
    )
}

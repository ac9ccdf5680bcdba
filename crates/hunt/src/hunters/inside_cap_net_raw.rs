use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-cap-net-raw",
    title: "Raw sockets are allowed",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Drop ALL capabilities.",
    techniques: &["T1557"],
    aliases: &["kube-hunter:KHV020", "kube-hunter:KHV030", "aquasecurity:cap-net-raw"],
    page: include_str!("inside_cap_net_raw.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.has_capability(13)).then(|| Hit::fact("may send raw packets", "CAP_NET_RAW is effective")),
    )
}

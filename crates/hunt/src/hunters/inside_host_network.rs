use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-host-network",
    title: "The network of the node is used",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove hostNetwork.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_host_network.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.host_network)
            .then(|| Hit::fact("is in the network of its node", "interfaces of the node are visible")),
    )
}

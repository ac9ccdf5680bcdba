use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-host-root-mounted",
    title: "The whole disk of the node is mounted",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the hostPath volume.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_host_root_mounted.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.mounts.iter().any(|m| {
            m.root == "/" && m.path != "/" && m.source.starts_with("/dev/") && !m.path.starts_with("/etc/")
        }))
        .then(|| {
            Hit::fact(
                "has the whole disk of the node",
                pod.mounts
                    .iter()
                    .filter(|m| m.root == "/" && m.path != "/")
                    .map(|m| m.path.clone())
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        }),
    )
}

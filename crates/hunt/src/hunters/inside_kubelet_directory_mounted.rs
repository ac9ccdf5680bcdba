use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-kubelet-directory-mounted",
    title: "The directory of the kubelet is mounted",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the hostPath volume.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_kubelet_directory_mounted.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.mounts.iter().any(|m| m.root.starts_with("/var/lib/kubelet") && !m.root.contains("/pods/")))
            .then(|| Hit::fact("has the directory of the kubelet", "/var/lib/kubelet is mounted")),
    )
}

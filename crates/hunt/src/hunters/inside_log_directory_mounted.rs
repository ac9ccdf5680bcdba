use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-log-directory-mounted",
    title: "The log directory of the node is mounted",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Mount it read-only, or the one directory that is needed.",
    techniques: &["T1611"],
    aliases: &["kube-hunter:KHV047"],
    page: include_str!("inside_log_directory_mounted.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.mounts.iter().any(|m| m.writable && (m.root == "/var/log" || m.path.ends_with("/var/log"))))
            .then(|| Hit::fact("can write to the log directory of its node", "/var/log is writable")),
    )
}

use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-root-writable",
    title: "The root file system is writable",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set readOnlyRootFilesystem: true.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_root_writable.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (pod.root_writable)
            .then(|| Hit::fact("can write to its root file system", "/ is mounted read-write")),
    )
}

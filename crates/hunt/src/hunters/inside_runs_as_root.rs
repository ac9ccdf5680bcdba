use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-runs-as-root",
    title: "This process is root",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set runAsNonRoot: true and a user id.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_runs_as_root.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of((pod.uid == 0).then(|| Hit::fact("runs as root", "uid 0")))
}

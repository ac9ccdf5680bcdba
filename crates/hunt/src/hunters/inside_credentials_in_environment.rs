use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-credentials-in-environment",
    title: "The environment holds credentials",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Mount secrets as files.",
    techniques: &["T1552.001"],
    aliases: &[],
    page: include_str!("inside_credentials_in_environment.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (!pod.credential_names.is_empty())
            .then(|| Hit::fact("has credentials in its environment", pod.credential_names.join(", "))),
    )
}

use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-token-mounted",
    title: "A service account token is mounted",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set automountServiceAccountToken: false where the API is not used.",
    techniques: &["T1528"],
    aliases: &["kube-hunter:KHV050"],
    page: include_str!("inside_token_mounted.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of((pod.token.is_some()).then(|| {
        Hit::fact(
            "has a service account token",
            pod.token.as_ref().map(|t| t.subject.clone()).unwrap_or_default(),
        )
    }))
}

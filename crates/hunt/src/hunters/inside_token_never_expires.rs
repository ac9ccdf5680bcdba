use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-token-never-expires",
    title: "The service account token never ends",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Use projected tokens; delete Secrets of type kubernetes.io/service-account-token.",
    techniques: &["T1528"],
    aliases: &[],
    page: include_str!("inside_token_never_expires.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of((pod.token.as_ref().is_some_and(|t| t.expires.is_none())).then(|| {
        Hit::fact(
            "has a token that never ends",
            pod.token.as_ref().map(|t| t.subject.clone()).unwrap_or_default(),
        )
    }))
}

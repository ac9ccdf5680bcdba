use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kiali-anonymous",
    title: "Kiali lets anyone in",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set auth.strategy to token or openid.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kiali_anonymous.md"),
    products: &["kiali"],
    asks: &[Ask::get("/kiali/api/auth/info")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/kiali/api/auth/info", &["/strategy=anonymous"], "lets anonymous visitors in")
}

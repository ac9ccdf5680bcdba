use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-statusz",
    title: "API server shows its status page to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_statusz.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/statusz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/statusz", &["statusz"], "shows its status page without a login")
}

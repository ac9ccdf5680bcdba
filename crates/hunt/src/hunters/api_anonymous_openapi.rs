use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-openapi",
    title: "API server describes every API to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_openapi.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/openapi/v3")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/openapi/v3", &["/paths"], "describes its APIs without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "registry-open",
    title: "Registry answers without login",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put token or basic authentication in front.",
    techniques: &["T1525"],
    aliases: &[],
    page: include_str!("registry_open.md"),
    products: &["registry"],
    asks: &[Ask::get("/v2/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/v2/", &["{}"], "lets requests in without a login")
}

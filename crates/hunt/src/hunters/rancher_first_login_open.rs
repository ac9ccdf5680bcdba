use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "rancher-first-login-open",
    title: "Rancher still waits for its first login",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Finish the setup now, with a strong password.",
    techniques: &["T1078.001"],
    aliases: &[],
    page: include_str!("rancher_first_login_open.md"),
    products: &["rancher"],
    asks: &[Ask::get("/v3/settings/first-login")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/v3/settings/first-login", &["/value=true"], "still waits for its first login")
}

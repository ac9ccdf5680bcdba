use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "caddy-admin-open",
    title: "Caddy takes configuration from anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Bind admin to 127.0.0.1, or turn it off.",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("caddy_admin_open.md"),
    products: &["caddy"],
    asks: &[Ask::get("/config/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/config/", &["/apps"], "shows and takes configuration without a login")
}

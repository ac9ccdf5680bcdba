use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "weave-scope-open",
    title: "Weave Scope is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Put a login in front, or remove it: it is no longer maintained.",
    techniques: &["T1609"],
    aliases: &[],
    page: include_str!("weave_scope_open.md"),
    products: &["weave-scope"],
    asks: &[Ask::get("/api/topology")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/topology", &["/0/url", "/0/name"], "shows processes and containers without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "longhorn-open",
    title: "Longhorn is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Put a login in front of the UI; it has none of its own.",
    techniques: &["T1485"],
    aliases: &[],
    page: include_str!("longhorn_open.md"),
    products: &["longhorn"],
    asks: &[Ask::get("/v1/volumes")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/v1/volumes", &["/data", "/resourceType=volume"], "lists volumes without a login")
}

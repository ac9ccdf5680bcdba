use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "opencost-open",
    title: "Cost data is open to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("opencost_open.md"),
    products: &["opencost"],
    asks: &[Ask::get("/allocation/compute?window=1h")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/allocation/compute?window=1h",
        &["/code=200", "/data"],
        "gives cost by namespace without a login",
    )
}

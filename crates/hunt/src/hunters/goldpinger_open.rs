use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "goldpinger-open",
    title: "Goldpinger shows every node to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("goldpinger_open.md"),
    products: &["goldpinger"],
    asks: &[Ask::get("/check_all")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/check_all", &["/hosts"], "names every node without a login")
}

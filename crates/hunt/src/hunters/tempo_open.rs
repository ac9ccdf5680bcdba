use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tempo-open",
    title: "Tempo gives traces to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("tempo_open.md"),
    products: &["tempo"],
    asks: &[Ask::get("/api/search/tags")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/search/tags", &["/tagNames"], "answers trace queries without a login")
}

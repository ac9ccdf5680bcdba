use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "nginx-status-open",
    title: "nginx shows its status page to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Allow the page from 127.0.0.1 only.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("nginx_status_open.md"),
    products: &["nginx", "ingress-nginx"],
    asks: &[Ask::get("/nginx_status")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/nginx_status",
        &["Active connections:", "server accepts handled requests"],
        "shows its status page without a login",
    )
}

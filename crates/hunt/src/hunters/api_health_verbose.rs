use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-health-verbose",
    title: "API server names its internal checks to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_health_verbose.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/readyz?verbose")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/readyz?verbose",
        &["[+]ping ok", "[+]etcd ok"],
        "names its internal checks without a login",
    )
}

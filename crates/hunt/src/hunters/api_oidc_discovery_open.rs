use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-oidc-discovery-open",
    title: "API server publishes its token issuer to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_oidc_discovery_open.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/.well-known/openid-configuration")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/.well-known/openid-configuration",
        &["/issuer", "/jwks_uri"],
        "publishes its token issuer without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "vault-plain-http",
    title: "Vault speaks to clients in the clear",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove tls_disable from the listener.",
    techniques: &["T1040"],
    aliases: &[],
    page: include_str!("vault_plain_http.md"),
    products: &["vault"],
    asks: &[Ask::get("/v1/sys/seal-status")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    if service.is_tls() {
        return Verdict::Clear;
    }
    keys(service, "/v1/sys/seal-status", &["/sealed", "/version"], "speaks to clients in the clear")
}

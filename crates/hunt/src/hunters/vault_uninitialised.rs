use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "vault-uninitialised",
    title: "Vault waits to be initialised",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Initialise it now, from a trusted place.",
    techniques: &["T1078.001"],
    aliases: &[],
    page: include_str!("vault_uninitialised.md"),
    products: &["vault"],
    asks: &[Ask::get("/v1/sys/seal-status")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/v1/sys/seal-status", &["/initialized=false"], "is not initialised")
}

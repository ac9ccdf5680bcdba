use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "envoy-certificates-open",
    title: "Envoy shows its certificates to the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Bind the admin interface to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("envoy_certificates_open.md"),
    products: &["envoy"],
    asks: &[Ask::get("/certs")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/certs", &["/certificates"], "shows its certificates without a login")
}

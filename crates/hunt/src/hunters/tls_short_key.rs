use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-short-key",
    title: "Certificate has a short RSA key",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Issue it anew with 2048 bits or more, or with an elliptic curve.",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("tls_short_key.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(certificate) = service.tls.as_ref().and_then(|t| t.certificate.as_ref()) else {
        return Verdict::NotApplicable;
    };
    Verdict::of(((1..2048).contains(&certificate.rsa_bits)).then(|| {
        Hit::fact("shows a certificate with a short RSA key", format!("{} bits", certificate.rsa_bits))
    }))
}

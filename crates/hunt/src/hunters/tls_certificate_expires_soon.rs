use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-certificate-expires-soon",
    title: "Certificate expires within two weeks",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Renew the certificate.",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("tls_certificate_expires_soon.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(certificate) = service.tls.as_ref().and_then(|t| t.certificate.as_ref()) else {
        return Verdict::NotApplicable;
    };
    Verdict::of(
        (certificate.not_after >= service.seen_at && certificate.not_after - service.seen_at < 14 * 86_400)
            .then(|| {
                Hit::fact(
                    "shows a certificate that expires within two weeks",
                    format!("valid until {}", crate::judge::rfc3339(certificate.not_after)),
                )
            }),
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-certificate-expired",
    title: "Certificate has expired",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Renew the certificate, and let something renew it from now on.",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("tls_certificate_expired.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(certificate) = service.tls.as_ref().and_then(|t| t.certificate.as_ref()) else {
        return Verdict::NotApplicable;
    };
    Verdict::of((certificate.not_after < service.seen_at).then(|| {
        Hit::fact(
            "shows a certificate that has expired",
            format!("valid until {}", crate::judge::rfc3339(certificate.not_after)),
        )
    }))
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-certificate-not-yet-valid",
    title: "Certificate is not valid yet",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set the clock; issue the certificate anew.",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("tls_certificate_not_yet_valid.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(certificate) = service.tls.as_ref().and_then(|t| t.certificate.as_ref()) else {
        return Verdict::NotApplicable;
    };
    Verdict::of((certificate.not_before > service.seen_at).then(|| {
        Hit::fact(
            "shows a certificate that is not valid yet",
            format!("valid from {}", crate::judge::rfc3339(certificate.not_before)),
        )
    }))
}

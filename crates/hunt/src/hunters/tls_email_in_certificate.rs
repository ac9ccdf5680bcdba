use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-email-in-certificate",
    title: "Certificate names an e-mail address",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Leave the address out of the certificate.",
    techniques: &["T1078"],
    aliases: &["kube-hunter:KHV021"],
    page: include_str!("tls_email_in_certificate.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(certificate) = service.tls.as_ref().and_then(|t| t.certificate.as_ref()) else {
        return Verdict::NotApplicable;
    };
    Verdict::of(
        (!certificate.emails.is_empty())
            .then(|| Hit::fact("shows an e-mail address in its certificate", certificate.emails.join(", "))),
    )
}

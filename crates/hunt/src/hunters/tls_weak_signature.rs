use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-weak-signature",
    title: "Certificate is signed with a broken hash",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Issue it anew with SHA-256.",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("tls_weak_signature.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(certificate) = service.tls.as_ref().and_then(|t| t.certificate.as_ref()) else {
        return Verdict::NotApplicable;
    };
    Verdict::of((crate::cert::BROKEN_SIGNATURES.contains(&certificate.signature.as_str())).then(|| {
        Hit::fact(
            "shows a certificate signed with MD5 or SHA-1",
            format!("algorithm {}", certificate.signature),
        )
    }))
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-name-mismatch",
    title: "Certificate is made out to another name",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Issue a certificate for the name that clients use.",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("tls_name_mismatch.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let certificate = service.tls.as_ref().and_then(|t| t.certificate.as_ref());
    let (Some(certificate), Some(host)) = (certificate, &service.host) else { return Verdict::NotApplicable };
    let fits = certificate.names.iter().any(|name| covers(&name.to_ascii_lowercase(), host));
    let hit = || Hit::fact("shows a certificate made out to other names", certificate.names.join(", "));
    Verdict::of((!fits).then(hit))
}

/// A name of a certificate covers a host when it is the same, or a wildcard for its first label (RFC 6125).
fn covers(name: &str, host: &str) -> bool {
    let wild = || {
        name.strip_prefix("*.").is_some_and(|rest| host.split_once('.').is_some_and(|(_, tail)| tail == rest))
    };
    name == host || wild()
}

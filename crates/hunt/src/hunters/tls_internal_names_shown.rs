use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-internal-names-shown",
    title: "Certificate shows internal names to the internet",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Serve the public name with a certificate of its own (--tls-sni-cert-key).",
    techniques: &["T1046"],
    aliases: &[],
    page: include_str!("tls_internal_names_shown.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(certificate) = service.tls.as_ref().and_then(|t| t.certificate.as_ref()) else {
        return Verdict::NotApplicable;
    };
    Verdict::of(
        (!crate::target::is_private(service.ip()) && certificate.names.iter().any(|n| internal(n))).then(
            || {
                Hit::fact(
                    "shows internal names and addresses in its certificate",
                    certificate
                        .names
                        .iter()
                        .filter(|n| internal(n))
                        .take(5)
                        .cloned()
                        .collect::<Vec<_>>()
                        .join(", "),
                )
            },
        ),
    )
}

/// A name or address that means nothing outside.
fn internal(name: &str) -> bool {
    [".cluster.local", ".svc", ".internal"].iter().any(|end| name.to_ascii_lowercase().ends_with(end))
        || name.parse().is_ok_and(crate::target::is_private)
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tls-legacy-protocol",
    title: "Server still speaks TLS 1.0 or 1.1",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set the least version to TLS 1.2 (--tls-min-version=VersionTLS12).",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("tls_legacy_protocol.md"),
    products: &[],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(tls) = &service.tls else { return Verdict::NotApplicable };
    let old = tls.legacy.as_ref();
    Verdict::of(old.map(|version| Hit::fact("still speaks an old version of TLS", version.clone())))
}

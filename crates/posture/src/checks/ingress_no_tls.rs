use crate::exposure::ingress;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "ingress-no-tls",
    title: "Ingress serves hosts without TLS",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Add a spec.tls entry with the host and a certificate Secret.",
    techniques: &["T1040"],
    aliases: &["kubescape:C-0263", "polaris:tlsSettingsMissing"],
    page: include_str!("ingress_no_tls.md"),
    needs: &[],
    judge: Judge::Object(&["Ingress"], judge),
};

/// Annotations by which controllers take a certificate (or pass TLS through) without a `tls` section.
static TLS_ELSEWHERE: &[&str] = &[
    "alb.ingress.kubernetes.io/certificate-arn",
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
    "haproxy.org/ssl-passthrough",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "kubernetes.azure.com/tls-cert-keyvault-uri",
    "networking.gke.io/certmap",
    "networking.gke.io/managed-certificates",
    "networking.gke.io/pre-shared-cert",
    "nginx.ingress.kubernetes.io/ssl-passthrough",
    "traefik.ingress.kubernetes.io/router.tls",
];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(ingress) = ingress(o.object) else { return Verdict::NotApplicable };
    let given =
        |key: &&str| ingress.metadata.annotations.value(key).is_some_and(|v| !v.is_empty() && *v != "false");
    if TLS_ELSEWHERE.iter().any(given) {
        return Verdict::Pass;
    }
    let tls = &ingress.spec.tls;
    if tls.is_empty() {
        return Hit::at("/spec/tls", "has no tls section: everything it serves goes over plain HTTP").into();
    }
    // A section without hosts is for whatever the controller's certificate covers.
    if tls.iter().any(|t| t.hosts.is_empty()) {
        return Verdict::Pass;
    }
    let covered = |host: &str| tls.iter().flat_map(|t| t.hosts.iter()).any(|pattern| covers(pattern, host));
    let mut hits = Vec::new();
    for (at, rule) in ingress.spec.rules.iter().enumerate() {
        let host = rule.host.as_deref().unwrap_or_default();
        if !host.is_empty() && !covered(host) {
            let pointer = format!("/spec/rules/{at}/host");
            hits.push(Hit::at(pointer, format!("no tls entry covers {host}")).value(host).key(host));
        }
    }
    Verdict::of(hits)
}

/// `*.example.com` covers one more label, as in a certificate.
fn covers(pattern: &str, host: &str) -> bool {
    pattern.eq_ignore_ascii_case(host)
        || pattern
            .strip_prefix("*.")
            .zip(host.split_once('.'))
            .is_some_and(|(domain, (_, rest))| domain.eq_ignore_ascii_case(rest))
}

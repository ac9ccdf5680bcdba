use holdfast_inventory::view::ServicePort;

use crate::exposure::service;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "load-balancer-no-tls",
    title: "Load balancer without a certificate",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    fix: "Give the load balancer a certificate, serve TLS from the pod on port 443, or publish through an Ingress with TLS.",
    techniques: &[],
    aliases: &["kubescape:C-0231", "kubescape:C-0245"],
    page: include_str!("load_balancer_no_tls.md"),
    needs: &[],
    judge: Judge::Object(&["Service"], judge),
};

/// Annotations by which clouds give a Service's load balancer its certificate.
static CERTIFICATES: &[&str] = &[
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-cert-id",
    "service.beta.kubernetes.io/aws-load-balancer-ssl-cert",
    "service.beta.kubernetes.io/do-loadbalancer-certificate-id",
    "service.beta.kubernetes.io/do-loadbalancer-tls-passthrough",
    "service.beta.kubernetes.io/linode-loadbalancer-port-443",
    "service.beta.kubernetes.io/oci-load-balancer-tls-secret",
    "service.beta.kubernetes.io/ovh-loadbalancer-certificate",
    "service.beta.kubernetes.io/scw-loadbalancer-certificate-ids",
];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(service) = service(o.object) else { return Verdict::NotApplicable };
    let tcp = || {
        service
            .spec
            .ports
            .iter()
            .enumerate()
            .filter(|(_, p)| p.protocol.as_deref().is_none_or(|p| p == "TCP"))
    };
    if service.spec.kind.as_deref() != Some("LoadBalancer") || tcp().next().is_none() {
        return Verdict::NotApplicable;
    }
    // Beside a port with TLS, plain HTTP is there for the redirect.
    let certified =
        CERTIFICATES.iter().any(|key| service.metadata.annotations.value(key).is_some_and(|v| !v.is_empty()));
    if certified || tcp().any(|(_, port)| speaks(port, "https", &[443, 8443])) {
        return Verdict::Pass;
    }
    let plain = tcp().filter(|(_, port)| speaks(port, "http", &[80, 8000, 8080, 3000, 5000, 9090]));
    let hits: Vec<Hit> = plain
        .map(|(at, port)| {
            let message = format!("serves plain HTTP on port {}, without a certificate", port.port);
            Hit::at(format!("/spec/ports/{at}"), message).value(port.port).key(port.port.to_string())
        })
        .collect();
    if hits.is_empty() {
        return Verdict::NotAssessed(
            "the ports do not show whether the pods behind the load balancer speak TLS",
        );
    }
    Verdict::Fail(hits)
}

/// By the declared protocol, else by the port's name, else by its number.
fn speaks(port: &ServicePort<'_>, protocol: &str, numbers: &[i64]) -> bool {
    if let Some(declared) = port.app_protocol.as_deref() {
        return declared == protocol || declared.rsplit('/').next() == Some(protocol);
    }
    let name = port.name.as_deref().unwrap_or_default();
    match name.split('-').next() {
        Some("https" | "tls") => protocol == "https",
        Some("http" | "web") => protocol == "http",
        _ => numbers.contains(&port.port),
    }
}

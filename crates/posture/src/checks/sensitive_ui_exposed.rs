use crate::exposure::Way;
use crate::products::sensitive_interface;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "sensitive-ui-exposed",
    title: "Admin interface is reachable from outside",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Make its Service internal and reach it through an authenticating proxy, a VPN or kubectl port-forward.",
    techniques: &["T1133"],
    aliases: &["kubescape:C-0021"],
    page: include_str!("sensitive_ui_exposed.md"),
    needs: &[
        "Service",
        "Ingress",
        "Route",
        "HTTPRoute",
        "GRPCRoute",
        "TCPRoute",
        "TLSRoute",
        "UDPRoute",
        "VirtualService",
    ],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    let Some(product) = sensitive_interface(p) else { return Verdict::NotApplicable };
    let ways = p.cx.exposures().of(&p.cx.estate, p.facts);
    let Some(widest) = ways.first() else { return Verdict::Pass };
    let message = format!("{product} is reachable from outside through {}", widest.words());
    let mut hit = Hit::at("/labels", message).in_metadata();
    for exposure in ways.iter().skip(1) {
        hit = hit.fact(format!("also through {}", exposure.words()));
    }
    if widest.way == Way::InternalLoadBalancer {
        hit = hit.severity(Severity::Medium);
    }
    hit.into()
}

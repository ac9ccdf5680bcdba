use crate::exposure::service;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "service-external-ips",
    title: "Service claims external IP addresses",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove spec.externalIPs; use a load balancer or an Ingress, and deny the field at admission.",
    techniques: &["T1557"],
    aliases: &["trivy:KSV-0108"],
    page: include_str!("service_external_ips.md"),
    needs: &[],
    judge: Judge::Object(&["Service"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(service) = service(o.object) else { return Verdict::NotApplicable };
    let ips = &service.spec.external_ips;
    if ips.is_empty() {
        return Verdict::Pass;
    }
    let list = ips.iter().map(holdfast_inventory::view::Str::as_str).collect::<Vec<_>>().join(", ");
    Hit::at("/spec/externalIPs", format!("takes the traffic that nodes and pods send to {list}"))
        .value(list)
        .remove("/spec/externalIPs")
        .into()
}

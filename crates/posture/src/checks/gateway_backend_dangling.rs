use holdfast_inventory::view::{ReferenceGrant, Route, RouteRef};

use crate::exposure::{is_service, service};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "gateway-backend-dangling",
    title: "Route backend does not resolve",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Point the backendRef at an existing Service and port, and add a ReferenceGrant where it lies in another namespace.",
    techniques: &[],
    aliases: &["kubescape:C-0302"],
    page: include_str!("gateway_backend_dangling.md"),
    needs: &["Service"],
    judge: Judge::Object(&["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.object.group() != "gateway.networking.k8s.io" {
        return Verdict::NotApplicable;
    }
    let Some(route) = o.object.view::<Route<'_>>() else { return Verdict::NotApplicable };
    let mut hits = Vec::new();
    for (at, rule) in route.spec.rules.iter().enumerate() {
        for (position, backend) in rule.backend_refs.iter().enumerate().filter(|(_, b)| is_service(b)) {
            if let Some(message) = broken(o, backend) {
                let key = format!("{}/{}", backend.namespace.as_deref().unwrap_or_default(), backend.name);
                let pointer = format!("/spec/rules/{at}/backendRefs/{position}");
                hits.push(Hit::at(pointer, message).value(&backend.name).key(key).if_nothing_else(o.cx));
            }
        }
    }
    Verdict::of(hits)
}

fn broken(o: &ObjectCx<'_, '_>, backend: &RouteRef<'_>) -> Option<String> {
    let here = o.object.namespace();
    let (namespace, name) = (backend.namespace.as_deref().unwrap_or(here), backend.name.as_str());
    let Some(found) = o.cx.snapshot().find("Service", namespace, name).and_then(service) else {
        return Some(format!("Service {namespace}/{name} does not exist"));
    };
    if let Some(port) = backend.port
        && !found.spec.ports.iter().any(|p| p.port == port)
    {
        return Some(format!("Service {namespace}/{name} has no port {port}"));
    }
    let known = o.cx.from_files() || o.cx.complete("ReferenceGrant");
    (namespace != here && known && !is_granted(o, namespace, name))
        .then(|| format!("no ReferenceGrant in {namespace} lets routes of {here} use Service {name}"))
}

fn is_granted(o: &ObjectCx<'_, '_>, namespace: &str, name: &str) -> bool {
    let grants = o.cx.snapshot().of_kind("ReferenceGrant").filter(|g| g.namespace() == namespace);
    grants.filter_map(holdfast_inventory::Object::view::<ReferenceGrant<'_>>).any(|grant| {
        let from = grant.spec.from.iter().any(|f| {
            f.group == o.object.group()
                && f.kind == o.object.kind()
                && f.namespace.as_deref() == Some(o.object.namespace())
        });
        from && grant.spec.to.iter().any(|t| {
            t.group.is_empty()
                && t.kind == "Service"
                && t.name.as_deref().is_none_or(|n| n.is_empty() || n == name)
        })
    })
}

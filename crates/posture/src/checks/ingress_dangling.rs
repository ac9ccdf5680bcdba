use holdfast_inventory::view::{IngressBackend, IntOrString};

use crate::exposure::{ingress, service};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "ingress-dangling",
    title: "Ingress backend does not exist",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Point the backend at an existing Service and one of its ports, or remove the path.",
    techniques: &[],
    aliases: &["kubescape:C-0298", "kube-linter:dangling-ingress", "kube-score:ingress-targets-service"],
    page: include_str!("ingress_dangling.md"),
    needs: &["Service"],
    judge: Judge::Object(&["Ingress"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(ingress) = ingress(o.object) else { return Verdict::NotApplicable };
    let mut hits = Vec::new();
    let mut ask = |pointer: String, backend: &IngressBackend<'_>| {
        if let Some((key, message)) = dangling(o, backend) {
            hits.push(Hit::at(pointer, message).value(&key).key(key).if_nothing_else(o.cx));
        }
    };
    if let Some(backend) = &ingress.spec.default_backend {
        ask("/spec/defaultBackend".to_owned(), backend);
    }
    if let Some(backend) = &ingress.spec.backend {
        ask("/spec/backend".to_owned(), backend);
    }
    for (at, rule) in ingress.spec.rules.iter().enumerate() {
        for (path, entry) in rule.http.iter().flat_map(|http| http.paths.iter()).enumerate() {
            ask(format!("/spec/rules/{at}/http/paths/{path}/backend"), &entry.backend);
        }
    }
    hits.dedup_by(|a, b| a.key == b.key);
    Verdict::of(hits)
}

/// The port a backend asks for.
enum Wanted<'b> {
    Number(i64),
    Name(&'b str),
    Any,
}

/// What is missing: the backend as `service:port`, and a message.
fn dangling(o: &ObjectCx<'_, '_>, backend: &IngressBackend<'_>) -> Option<(String, String)> {
    // A backend that is no Service (a storage bucket, say) is the controller's business.
    let (name, port) = match (&backend.service, &backend.service_name) {
        (Some(service), _) => match (&service.port.name, service.port.number) {
            (Some(name), _) => (service.name.as_str(), Wanted::Name(name)),
            (None, Some(number)) => (service.name.as_str(), Wanted::Number(number)),
            (None, None) => (service.name.as_str(), Wanted::Any),
        },
        (None, Some(name)) => match &backend.service_port {
            Some(IntOrString::Int(number)) => (name.as_str(), Wanted::Number(*number)),
            Some(IntOrString::Text(port)) => (name.as_str(), Wanted::Name(port)),
            None => (name.as_str(), Wanted::Any),
        },
        (None, None) => return None,
    };
    // The AWS controller takes the rest from an annotation.
    if matches!(port, Wanted::Name("use-annotation")) {
        return None;
    }
    let namespace = o.object.namespace();
    let Some(found) = o.cx.snapshot().find("Service", namespace, name).and_then(service) else {
        return Some((name.to_owned(), format!("Service {namespace}/{name} does not exist")));
    };
    let ports = &found.spec.ports;
    let (has, port) = match port {
        Wanted::Any => (true, String::new()),
        Wanted::Number(number) => (ports.iter().any(|p| p.port == number), number.to_string()),
        Wanted::Name(name) => (ports.iter().any(|p| p.name.as_deref() == Some(name)), name.to_owned()),
    };
    let external = found.spec.kind.as_deref() == Some("ExternalName");
    (!has && !external)
        .then(|| (format!("{name}:{port}"), format!("Service {namespace}/{name} has no port {port}")))
}

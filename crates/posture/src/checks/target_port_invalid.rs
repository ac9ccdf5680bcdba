use holdfast_inventory::view::IntOrString;

use crate::exposure::service;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "target-port-invalid",
    title: "Port name breaks the naming rule",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Use at most 15 lower-case letters, digits and single hyphens, with at least one letter; numbers from 1 to 65535.",
    techniques: &[],
    aliases: &["kube-linter:invalid-target-ports"],
    page: include_str!("target_port_invalid.md"),
    needs: &[],
    judge: Judge::PodOrObject(pod, &["Service"], judge_service),
};

fn pod(p: &PodCx<'_, '_>) -> Verdict {
    let (mut hits, mut named) = (Vec::new(), false);
    for c in p.containers() {
        for (at, port) in c.container.ports.iter().enumerate() {
            let Some(name) = port.name.as_deref().filter(|name| !name.is_empty()) else { continue };
            named = true;
            if let Some(rule) = broken_rule(name) {
                let pointer = format!("/{}/{}/ports/{at}/name", c.list.field(), c.index);
                let message = format!("port name {name:?} of container {} {rule}", c.name());
                hits.push(Hit::at(pointer, message).value(name).key(format!("{}/{name}", c.name())));
            }
        }
    }
    if named { Verdict::of(hits) } else { Verdict::NotApplicable }
}

fn judge_service(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(service) = service(o.object) else { return Verdict::NotApplicable };
    let (mut hits, mut targeted) = (Vec::new(), false);
    for (at, port) in service.spec.ports.iter().enumerate() {
        let Some(target) = &port.target_port else { continue };
        targeted = true;
        let broken = match target {
            IntOrString::Int(1..=65535) => None,
            IntOrString::Int(_) => Some("is not between 1 and 65535"),
            IntOrString::Text(name) => broken_rule(name),
        };
        if let Some(rule) = broken {
            let pointer = format!("/spec/ports/{at}/targetPort");
            let message = format!("targetPort {target} of port {} {rule}", port.port);
            hits.push(Hit::at(pointer, message).value(target).key(target.to_string()));
        }
    }
    if targeted { Verdict::of(hits) } else { Verdict::NotApplicable }
}

/// RFC 6335 section 5.1, as Kubernetes validates it.
fn broken_rule(name: &str) -> Option<&'static str> {
    let bytes = name.as_bytes();
    if name.len() > 15 {
        Some("is longer than 15 characters")
    } else if !bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-') {
        Some("has other characters than a-z, 0-9 and hyphens")
    } else if !bytes.iter().any(u8::is_ascii_lowercase) {
        Some("has no letter")
    } else if name.starts_with('-') || name.ends_with('-') || name.contains("--") {
        Some("begins or ends with a hyphen, or has two in a row")
    } else {
        None
    }
}

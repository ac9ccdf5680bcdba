use holdfast_inventory::view::{ContainerPort, IntOrString, Probe, Str};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "probe-port-undeclared",
    title: "Probe asks a port the container does not declare",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Declare the port under ports, or correct the port of the probe.",
    techniques: &[],
    aliases: &["kube-linter:liveness-port", "kube-linter:readiness-port", "kube-linter:startup-port"],
    page: include_str!("probe_port_undeclared.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let container = c.container;
    let probes = [
        ("livenessProbe", &container.liveness_probe),
        ("readinessProbe", &container.readiness_probe),
        ("startupProbe", &container.startup_probe),
    ];
    let (mut asked, mut hits) = (false, Vec::new());
    for (field, probe) in probes {
        let Some((action, port)) = probe.as_ref().and_then(target) else { continue };
        asked = true;
        if declares(&container.ports, &port) {
            continue;
        }
        let why = match port {
            IntOrString::Int(_) => "which is not among its declared TCP ports",
            IntOrString::Text(_) => "but has no TCP port of that name: it always fails",
        };
        let hit = Hit::at(format!("/{field}/{action}/port"), format!("its {field} asks port {port}, {why}"));
        hits.push(hit.value(port).key(field));
    }
    if asked { Verdict::of(hits) } else { Verdict::NotApplicable }
}

/// The port a probe asks in the container itself.
fn target<'a>(probe: &Probe<'a>) -> Option<(&'static str, IntOrString<'a>)> {
    let elsewhere = |host: &Option<Str<'_>>| host.as_deref().is_some_and(|h| !h.is_empty());
    if let Some(http) = &probe.http_get {
        return (!elsewhere(&http.host)).then(|| ("httpGet", http.port.clone()));
    }
    if let Some(tcp) = &probe.tcp_socket {
        return (!elsewhere(&tcp.host)).then(|| ("tcpSocket", tcp.port.clone()));
    }
    probe.grpc.as_ref().map(|grpc| ("grpc", IntOrString::Int(grpc.port)))
}

fn declares(ports: &[ContainerPort<'_>], wanted: &IntOrString<'_>) -> bool {
    ports.iter().filter(|port| port.protocol.as_deref().is_none_or(|p| p == "TCP")).any(|port| match wanted {
        IntOrString::Int(number) => port.container_port == *number,
        IntOrString::Text(name) => port.name.as_ref() == Some(name),
    })
}

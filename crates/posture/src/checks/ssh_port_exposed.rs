use holdfast_inventory::PodFacts;
use holdfast_inventory::view::{IntOrString, Service};

use crate::ports::protocol;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "ssh-port-exposed",
    title: "SSH port is declared",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove the port and the SSH server; use kubectl exec or an ephemeral container to look into a pod.",
    techniques: &["T1133"],
    aliases: &["kube-linter:ssh-port"],
    page: include_str!("ssh_port_exposed.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

const SSH: i64 = 22;

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let pods = o.object.pod_facts();
    if !pods.is_empty() {
        let snapshot = o.cx.snapshot();
        let declared = |pod: &&PodFacts| pod.ports(snapshot).any(|port| port.port == SSH && !port.udp);
        return Verdict::of(pods.iter().filter(declared).flat_map(|pod| in_pod(o, pod)).collect());
    }
    if o.object.kind() != "Service" || !o.object.group().is_empty() {
        return Verdict::NotApplicable;
    }
    o.object.view::<Service<'_>>().map_or(Verdict::NotApplicable, |service| Verdict::of(in_service(&service)))
}

fn in_pod(o: &ObjectCx<'_, '_>, facts: &PodFacts) -> Vec<Hit> {
    let Some(template) = facts.template(o.cx.snapshot()) else { return Vec::new() };
    let spec = &template.spec;
    let lists = [("initContainers", &spec.init_containers), ("containers", &spec.containers)];
    let containers = lists
        .into_iter()
        .flat_map(|(field, list)| list.iter().enumerate().map(move |(at, c)| (field, at, c)));
    let ports = containers.flat_map(|(field, at, c)| {
        c.ports.iter().enumerate().map(move |(port_at, port)| (field, at, c, port_at, port))
    });
    ports
        .filter(|(.., port)| port.container_port == SSH && protocol(port.protocol.as_deref()) == "TCP")
        .map(|(field, at, c, port_at, _)| {
            let pointer = format!("{}/{field}/{at}/ports/{port_at}/containerPort", facts.spec_pointer());
            Hit::at(pointer, format!("container {} declares port {SSH}, SSH", c.name))
                .value(SSH)
                .key(format!("{}{field}/{}", facts.spec_pointer(), c.name))
        })
        .collect()
}

fn in_service(service: &Service<'_>) -> Vec<Hit> {
    let tcp =
        service.spec.ports.iter().enumerate().filter(|(_, port)| protocol(port.protocol.as_deref()) == "TCP");
    tcp.filter_map(|(at, port)| {
        let field = match port.target_port {
            _ if port.port == SSH => "port",
            Some(IntOrString::Int(SSH)) => "targetPort",
            _ => return None,
        };
        let message = format!("publishes SSH: its {field} is {SSH}");
        Some(Hit::at(format!("/spec/ports/{at}/{field}"), message).value(SSH).key(port.port.to_string()))
    })
    .collect()
}

use crate::ports::port_key;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "host-port",
    title: "Container listens on its node's address",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove hostPort and expose the port with a Service.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0044",
        "kubescape:C-0204",
        "trivy:KSV-0024",
        "polaris:hostPortSet",
        "checkov:CKV_K8S_26",
        "prowler:core_minimize_admission_hostport_containers",
        "psa:hostPorts",
    ],
    page: include_str!("host_port.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    // The API server writes every port of a pod on the host's network as its host port too.
    let on_host = c.pod.spec().host_network == Some(true);
    let hits = c.container.ports.iter().enumerate().filter_map(|(at, port)| {
        let written = port.host_port.filter(|number| *number != 0);
        let number = written.or(on_host.then_some(port.container_port))?;
        let pointer = format!("/ports/{at}/hostPort");
        let hit = Hit::at(pointer.as_str(), format!("port {number} is open on its node's address"))
            .key(port_key(port));
        Some(match written {
            Some(number) if on_host => hit.value(number),
            Some(number) => hit.value(number).remove(pointer),
            None => hit,
        })
    });
    Verdict::of(hits.collect())
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "exposed-service",
    title: "Service is reached from outside the cluster",
    family: Family::Exposure,
    story: "connects to",
    fix: "Use ClusterIP, and one guarded way in.",
    cost: 0,
    techniques: &["T1133"],
    aliases: &[],
    page: include_str!("exposed_service.md"),
    find: &[Find::Pod(find)],
};

use holdfast_inventory::view::Service;

fn find(pod: &PodCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    for port in pod.service_ports() {
        let Some(service) = port.service.view::<Service<'_>>() else { continue };
        let outside = matches!(service.spec.kind.as_deref(), Some("NodePort" | "LoadBalancer"));
        let pointer = if outside { "/spec/type" } else { "/spec/externalIPs" };
        if !outside && service.spec.external_ips.is_empty() {
            continue;
        }
        let name = format!("{}:{}", port.service.name(), port.number);
        let from = emit.vertex(VertexKind::Internet, "", "internet");
        let to = emit.vertex(VertexKind::Endpoint, pod.namespace(), &name);
        emit.edge(
            from,
            to,
            Proof::field(port.service.id(), pointer, "the Service has an address outside the cluster"),
        );
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "host-network-exposed",
    title: "Container listens on its node's network",
    family: Family::Exposure,
    story: "connects, on the address of the node, to",
    fix: "Remove hostNetwork.",
    cost: 3,
    techniques: &["T1133"],
    aliases: &[],
    page: include_str!("host_network_exposed.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if c.pod.spec().host_network != Some(true) {
        return;
    }
    for (at, port) in c.container.ports.iter().enumerate().filter(|(_, port)| port.container_port > 0) {
        let fix = c.pod.remove("Remove hostNetwork", &["/hostNetwork"], 5);
        let (from, to) = emit.node_port(&c.pod, port.container_port);
        emit.edge(from, to, c.proof(&format!("/ports/{at}"), "the node listens for it").fix(fix));
    }
}

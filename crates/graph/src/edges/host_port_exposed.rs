use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "host-port-exposed",
    title: "Container listens on its node's address",
    family: Family::Exposure,
    story: "connects, on the address of the node, to",
    fix: "Remove hostPort; publish the container through a Service.",
    cost: 2,
    techniques: &["T1133"],
    aliases: &[],
    page: include_str!("host_port_exposed.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if c.pod.spec().host_network == Some(true) {
        return;
    }
    for (at, port) in c.container.ports.iter().enumerate() {
        let local = port.host_ip.as_deref().is_some_and(|ip| ip.starts_with("127.") || ip == "::1");
        if port.host_port.unwrap_or_default() > 0 && !local {
            let pointer = format!("/ports/{at}/hostPort");
            let fix =
                c.remove(format!("Remove the host port of container {}", c.container.name), &[&pointer], 3);
            let (from, to) = emit.node_port(&c.pod, port.container_port);
            emit.edge(from, to, c.proof(&pointer, "the node listens for it").fix(fix));
        }
    }
}

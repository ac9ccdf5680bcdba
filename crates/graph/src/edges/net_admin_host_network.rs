use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "net-admin-host-network",
    title: "Container may change the network of its node",
    family: Family::Escape,
    story: "redirects and reads the traffic of",
    fix: "Remove hostNetwork, and do not add NET_ADMIN.",
    cost: 4,
    techniques: &["T1557", "T1040"],
    aliases: &["kubehound:CE_NET_MITM"],
    page: include_str!("net_admin_host_network.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if c.pod.spec().host_network != Some(true) {
        return;
    }
    if let Some(proof) = c.capability("NET_ADMIN") {
        emit.to(End::Node, proof);
    }
}

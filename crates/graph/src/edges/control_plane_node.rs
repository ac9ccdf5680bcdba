use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "control-plane-node",
    title: "Node runs the control plane",
    family: Family::Node,
    story: "reads the keys of the cluster and is",
    fix: "Keep workloads off control plane nodes.",
    cost: 0,
    techniques: &["T1552.001"],
    aliases: &[],
    page: include_str!("control_plane_node.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    for node in facts.nodes.iter().filter(|n| n.is_control_plane()) {
        let Some(object) = node.object else { continue };
        let (from, admin) = (emit.node(node.name), emit.cluster_admin());
        let says = "the keys of the API server and of its administrators are on the disk of this node";
        emit.edge(from, admin, Proof::field(object.id(), "/metadata/labels", says));
    }
}

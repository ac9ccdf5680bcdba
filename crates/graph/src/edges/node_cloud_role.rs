use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "node-cloud-role",
    title: "Node runs on a cloud machine with an identity",
    family: Family::Node,
    story: "asks the metadata service for the credentials of",
    fix: "Give the machine no more rights than the kubelet needs.",
    cost: 2,
    techniques: &["T1552.005"],
    aliases: &[],
    page: include_str!("node_cloud_role.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    for node in &facts.nodes {
        let (Some(object), Some(cloud)) = (node.object, node.cloud()) else { continue };
        let (from, to) = (emit.node(node.name), emit.cloud_role(cloud));
        let says = "a machine of a cloud, whose metadata service gives credentials";
        emit.edge(from, to, Proof::field(object.id(), "/spec/providerID", says));
    }
}

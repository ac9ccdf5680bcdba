use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "node-taken",
    title: "Root on a node",
    family: Family::Structure,
    story: "is",
    fix: "It is what a node is: see the step that leads to it.",
    cost: 0,
    techniques: &[],
    aliases: &[],
    page: include_str!("node_taken.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    let taken = emit.vertex(VertexKind::SomeNode, "", "some-node");
    for node in &facts.nodes {
        let from = emit.node(node.name);
        emit.edge(from, taken, Proof::fact("root on it is root over all its pods"));
    }
}

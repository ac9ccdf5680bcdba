use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "node-identity",
    title: "Node has an identity of its own",
    family: Family::Node,
    story: "uses the kubelet's credential as a member of",
    fix: "Do not bind system:nodes: the Node authorizer gives kubelets what they need.",
    cost: 0,
    techniques: &["T1078"],
    aliases: &["kubehound:IDENTITY_ASSUME"],
    page: include_str!("node_identity.md"),
    find: &[Find::Estate(find)],
};

use holdfast_rbac::Subject;

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    let bound = facts
        .rbac
        .word("system:nodes")
        .is_some_and(|w| facts.rbac.held_by(Subject::Group(w)).next().is_some());
    let group = bound.then(|| emit.vertex(VertexKind::Group, "", "system:nodes"));
    for node in &facts.nodes {
        let from = emit.node(node.name);
        let user = format!("system:node:{}", node.name);
        let own =
            facts.rbac.word(&user).is_some_and(|w| facts.rbac.held_by(Subject::User(w)).next().is_some());
        if own {
            let to = emit.vertex(VertexKind::User, "", &user);
            emit.edge(from, to, Proof::fact("the kubelet's certificate is on the node"));
        }
        if let Some(group) = group {
            emit.edge(from, group, Proof::fact("the kubelet's certificate is on the node"));
        }
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "node-proxy",
    title: "Grant lets order kubelets to run commands",
    family: Family::ControlPlane,
    story: "runs commands, through the kubelets, in",
    fix: "Take nodes/proxy out of the role; metrics need nodes/metrics only.",
    cost: 1,
    techniques: &["T1609"],
    aliases: &["icekube:CAN_EXEC_THROUGH_KUBELET", "rbac-police:nodes_proxy"],
    page: include_str!("node_proxy.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let Some(allowed) = g.may_cluster(&["get", "create"], "", "nodes/proxy") else { return };
    if allowed.names.is_empty() {
        let to = emit.pods("");
        emit.to(to, allowed.proof);
        return;
    }
    for (id, class) in g.facts.numbered() {
        let mut nodes = class.nodes.iter().filter_map(|at| g.facts.nodes.get(*at as usize));
        if nodes.any(|node| allowed.names.contains(&node.name)) {
            emit.to(End::Class(id), allowed.proof.clone());
        }
    }
}

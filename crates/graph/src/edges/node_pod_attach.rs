use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "node-pod-attach",
    title: "Node runs the pod",
    family: Family::Node,
    story: "enters",
    fix: "It is what a node is: keep powerful pods on nodes of their own.",
    cost: 0,
    techniques: &["T1609"],
    aliases: &["kubehound:POD_ATTACH", "icekube:HOSTS_POD"],
    page: include_str!("node_pod_attach.md"),
    find: &[Find::Pod(find)],
};

fn find(pod: &PodCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let says = if pod.class.nodes == [0] { "may run on the same node" } else { "runs on the node" };
    emit.edge(End::Node, End::Pod, Proof::fact(says));
}

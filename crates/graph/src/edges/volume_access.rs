use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "volume-access",
    title: "Node holds the volumes of its pods",
    family: Family::Node,
    story: "reads from its disk",
    fix: "It is what a node is: keep powerful pods on nodes of their own.",
    cost: 0,
    techniques: &["T1552.001"],
    aliases: &["kubehound:VOLUME_ACCESS"],
    page: include_str!("volume_access.md"),
    find: &[Find::Pod(find)],
};

fn find(pod: &PodCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    for (at, volume) in pod.spec().volumes.iter().enumerate() {
        if volume.secret.is_some() || volume.projected.is_some() || volume.host_path.is_some() {
            emit.edge(End::Node, End::Volume(at), Proof::fact("the kubelet keeps it on the node"));
        }
    }
}

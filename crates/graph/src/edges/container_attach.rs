use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "container-attach",
    title: "Pod is made of containers",
    family: Family::Structure,
    story: "opens",
    fix: "It is what a pod is.",
    cost: 0,
    techniques: &[],
    aliases: &["kubehound:CONTAINER_ATTACH"],
    page: include_str!("container_attach.md"),
    find: &[Find::Pod(find)],
};

fn find(pod: &PodCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    for at in 0..pod.containers().count() {
        emit.to(End::Container(at), Proof::fact("a container of the pod"));
    }
}

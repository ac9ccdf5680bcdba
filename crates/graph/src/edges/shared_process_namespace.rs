use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "shared-process-namespace",
    title: "Containers of the pod see each other's processes",
    family: Family::Escape,
    story: "reads the memory and files, through its processes, of",
    fix: "Remove shareProcessNamespace.",
    cost: 2,
    techniques: &["T1005", "T1552.001"],
    aliases: &["kubehound:SHARE_PS_NAMESPACE"],
    page: include_str!("shared_process_namespace.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if c.pod.spec().share_process_namespace != Some(true) {
        return;
    }
    for (at, other) in c.pod.containers().enumerate() {
        if other.place("") == c.place("") {
            continue;
        }
        let fix = c.pod.remove("Remove shareProcessNamespace", &["/shareProcessNamespace"], 2);
        let proof = c.pod.proof("/shareProcessNamespace", "processes of the pod's containers see each other");
        emit.to(End::Container(at), proof.value(true).fix(fix));
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "pod-patch",
    title: "Grant lets change running pods",
    family: Family::Workload,
    story: "puts an image of its own into",
    fix: "Take patch and update of pods out of the role.",
    cost: 2,
    techniques: &["T1610", "T1525"],
    aliases: &["kubehound:POD_PATCH"],
    page: include_str!("pod_patch.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may(&["patch", "update"], "", "pods") {
        emit.pods_of(&allowed);
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "pod-attach",
    title: "Grant lets attach to running processes",
    family: Family::Workload,
    story: "attaches to the processes of",
    fix: "Take pods/attach out of the role.",
    cost: 2,
    techniques: &["T1609"],
    aliases: &["rbac-police:pods_attach"],
    page: include_str!("pod_attach.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may(&["create", "get"], "", "pods/attach") {
        emit.pods_of(&allowed);
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "workload-create",
    title: "Grant lets make controllers of pods",
    family: Family::Workload,
    story: "makes a controller whose pods are or become",
    fix: "Take create of workloads out of the role, and enforce a Pod Security level in the namespace.",
    cost: 2,
    techniques: &["T1610", "T1053.007"],
    aliases: &["rbac-police:create_workloads"],
    page: include_str!("workload_create.md"),
    find: &[Find::Grant(find)],
};

use crate::workloads::{MAKERS, make_pods};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let made = MAKERS.iter().find_map(|(group, resource)| g.may(&["create"], group, resource));
    if let Some(allowed) = made {
        make_pods(g, &allowed, emit);
    }
}

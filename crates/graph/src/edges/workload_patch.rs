use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "workload-patch",
    title: "Grant lets change controllers of pods",
    family: Family::Workload,
    story: "changes the pod template of a controller, whose pods become",
    fix: "Take patch and update of workloads out of the role, or name the workloads (resourceNames).",
    cost: 2,
    techniques: &["T1610", "T1525"],
    aliases: &["icekube:UPDATE_WORKLOAD_WITH_SA", "rbac-police:modify_pod_controllers"],
    page: include_str!("workload_patch.md"),
    find: &[Find::Grant(find)],
};

use crate::workloads::{MAKERS, make_pods};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let changed = MAKERS.iter().find_map(|(group, resource)| g.may(&["patch", "update"], group, resource));
    if let Some(allowed) = changed {
        make_pods(g, &allowed, emit);
    }
}

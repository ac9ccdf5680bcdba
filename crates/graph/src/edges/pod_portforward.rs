use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "pod-portforward",
    title: "Grant lets reach every port of pods",
    family: Family::Workload,
    story: "reaches ports that listen inside, past every network policy, of",
    fix: "Take pods/portforward out of the role.",
    cost: 5,
    techniques: &["T1133"],
    aliases: &["rbac-police:pods_portforward"],
    page: include_str!("pod_portforward.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may(&["create", "get"], "", "pods/portforward") {
        emit.pods_of(&allowed);
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "pod-exec",
    title: "Grant lets run commands in pods",
    family: Family::Workload,
    story: "runs commands in",
    fix: "Take pods/exec out of the role.",
    cost: 1,
    techniques: &["T1609"],
    aliases: &["kubehound:POD_EXEC", "icekube:EXEC_INTO", "rbac-police:pods_exec"],
    page: include_str!("pod_exec.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    // A GET upgrades to a web socket just as well, on servers before 1.35.
    if let Some(allowed) = g.may(&["create", "get"], "", "pods/exec") {
        emit.pods_of(&allowed);
    }
}

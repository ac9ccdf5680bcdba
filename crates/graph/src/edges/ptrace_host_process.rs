use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "ptrace-host-process",
    title: "Container may trace processes of its node",
    family: Family::Escape,
    story: "injects code into a process of",
    fix: "Remove hostPID, and do not add SYS_PTRACE.",
    cost: 2,
    techniques: &["T1611"],
    aliases: &["kubehound:CE_SYS_PTRACE"],
    page: include_str!("ptrace_host_process.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if c.pod.spec().host_pid != Some(true) || c.is_confined() {
        return;
    }
    if let Some(proof) = c.capability("SYS_PTRACE") {
        emit.to(End::Node, proof);
    }
}

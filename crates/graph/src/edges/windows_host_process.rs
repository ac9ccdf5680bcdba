use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "windows-host-process",
    title: "Container runs as a process of its Windows node",
    family: Family::Escape,
    story: "is a process, with its user's rights, of",
    fix: "Remove hostProcess.",
    cost: 0,
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("windows_host_process.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let own = c.container.security_context.as_ref().and_then(|s| s.windows_options.as_ref()?.host_process);
    let pods =
        || c.pod.spec().security_context.as_ref().and_then(|s| s.windows_options.as_ref()?.host_process);
    if own.or_else(pods) != Some(true) {
        return;
    }
    let pointer = "/securityContext/windowsOptions/hostProcess";
    let (proof, fix) = if own.is_some() {
        (c.proof(pointer, "its processes are the node's"), c.remove("Remove hostProcess", &[pointer], 4))
    } else {
        (
            c.pod.proof(pointer, "its processes are the node's"),
            c.pod.remove("Remove hostProcess", &[pointer], 4),
        )
    };
    emit.to(End::Node, proof.value(true).fix(fix));
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "unmasked-proc",
    title: "Container sees the unmasked /proc of its node",
    family: Family::Escape,
    story: "writes the kernel's settings, through /proc, of",
    fix: "Leave procMount at Default.",
    cost: 3,
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("unmasked_proc.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let context = c.container.security_context.as_ref();
    let unmasked = context.and_then(|s| s.proc_mount.as_deref()) == Some("Unmasked");
    if unmasked && c.pod.shares_kernel() && c.may_be_root() {
        let pointer = "/securityContext/procMount";
        let fix =
            c.remove(format!("Leave procMount of container {} at Default", c.container.name), &[pointer], 2);
        emit.to(
            End::Node,
            c.proof(pointer, "nothing of /proc is hidden or read-only").value("Unmasked").fix(fix),
        );
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "privileged-device-mount",
    title: "Privileged container sees every device of its node",
    family: Family::Escape,
    story: "mounts the disk of, and so writes to,",
    fix: "Do not run the container privileged.",
    cost: 1,
    techniques: &["T1611"],
    aliases: &["kubehound:CE_PRIV_MOUNT", "icekube:IS_PRIVILEGED"],
    page: include_str!("privileged_device_mount.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if c.is_privileged() && c.pod.shares_kernel() && c.may_be_root() {
        emit.to(End::Node, c.privileged("privileged: every device of the node can be opened"));
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "sys-admin-mount",
    title: "Container may mount and unmount as root of its node",
    family: Family::Escape,
    story: "mounts a control group with a release agent and takes",
    fix: "Do not add SYS_ADMIN, or confine the container with AppArmor.",
    cost: 2,
    techniques: &["T1611"],
    aliases: &["icekube:CAN_CGROUP_BREAKOUT"],
    page: include_str!("sys_admin_mount.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    // Privileged containers have shorter ways.
    if c.is_privileged() || c.is_confined() {
        return;
    }
    if let Some(proof) = c.capability("SYS_ADMIN") {
        emit.to(End::Node, proof);
    }
}

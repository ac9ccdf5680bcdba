use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "core-pattern-helper",
    title: "Container can write to the kernel settings of its node",
    family: Family::Escape,
    story: "names a program as the core dump helper of",
    fix: "Do not mount /proc of the node, or mount it read-only.",
    cost: 2,
    techniques: &["T1611"],
    aliases: &["kubehound:CE_UMH_CORE_PATTERN"],
    page: include_str!("core_pattern_helper.md"),
    find: &[Find::Container(find)],
};

/// Settings whose value the kernel runs as a program.
const HELPERS: &[&str] = &[
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/modprobe",
    "/proc/sys/fs/binfmt_misc",
    "/sys/kernel/uevent_helper",
];

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if !c.may_be_root() {
        return;
    }
    if let Some(mount) = c.host_mounts().iter().find(|m| !m.read_only && HELPERS.iter().any(|h| m.holds(h))) {
        emit.to(End::Node, c.mounts(mount, "the kernel's helper programs can be set through this path"));
    }
}

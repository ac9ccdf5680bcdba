use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "kernel-programs",
    title: "Container may load programs into the kernel of its node",
    family: Family::Escape,
    story: "loads a program into the kernel of",
    fix: "Do not add BPF.",
    cost: 4,
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("kernel_programs.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(proof) = c.capability("BPF") {
        emit.to(End::Node, proof);
    }
}

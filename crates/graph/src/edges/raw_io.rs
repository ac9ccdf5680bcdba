use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "raw-io",
    title: "Container may write the machine's memory and ports",
    family: Family::Escape,
    story: "writes the kernel's memory of",
    fix: "Do not add SYS_RAWIO.",
    cost: 3,
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("raw_io.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(proof) = c.capability("SYS_RAWIO") {
        emit.to(End::Node, proof);
    }
}

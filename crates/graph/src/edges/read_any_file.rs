use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "read-any-file",
    title: "Container may open any file of its node by number",
    family: Family::Escape,
    story: "opens files by their number, without a path, on",
    fix: "Do not add DAC_READ_SEARCH.",
    cost: 3,
    techniques: &["T1611"],
    aliases: &["icekube:CAN_ACCESS_HOST_FD"],
    page: include_str!("read_any_file.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(proof) = c.capability("DAC_READ_SEARCH") {
        emit.to(End::Node, proof);
    }
}

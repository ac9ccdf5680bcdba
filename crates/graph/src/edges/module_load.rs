use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "module-load",
    title: "Container can load modules into its node's kernel",
    family: Family::Escape,
    story: "loads a kernel module and takes",
    fix: "Do not add SYS_MODULE, and do not run privileged.",
    cost: 1,
    techniques: &["T1611"],
    aliases: &["kubehound:CE_MODULE_LOAD", "icekube:CAN_LOAD_KERNEL_MODULES"],
    page: include_str!("module_load.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(proof) = c.capability("SYS_MODULE") {
        emit.to(End::Node, proof);
    }
}

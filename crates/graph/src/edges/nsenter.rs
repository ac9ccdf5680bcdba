use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "nsenter",
    title: "Privileged container sees the processes of its node",
    family: Family::Escape,
    story: "enters the namespaces of the first process of",
    fix: "Remove hostPID, and do not run the container privileged.",
    cost: 1,
    techniques: &["T1611"],
    aliases: &["kubehound:CE_NSENTER", "icekube:CAN_NSENTER_HOST"],
    page: include_str!("nsenter.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let sees_all = c.pod.spec().host_pid == Some(true);
    if sees_all && c.is_privileged() && c.pod.shares_kernel() && c.may_be_root() {
        let proof =
            c.pod.proof("/hostPID", "hostPID: the node's processes are visible to a privileged container");
        let fix = c.pod.remove("Remove hostPID", &["/hostPID"], 3);
        emit.to(End::Node, proof.value(true).fix(fix));
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "coredns-config-write",
    title: "Grant lets rewrite the cluster's names",
    family: Family::ControlPlane,
    story: "answers for the names that are asked for by",
    fix: "Take the writing of ConfigMaps in kube-system out of the role, or name them.",
    cost: 6,
    techniques: &["T1557"],
    aliases: &["rbac-police:modify_coredns"],
    page: include_str!("coredns_config_write.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may_write_config("kube-system", "coredns") {
        let to = emit.pods("");
        emit.to(to, allowed.proof);
    }
}

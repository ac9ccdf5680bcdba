use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "cluster-admin-owns",
    title: "Administrator of the cluster",
    family: Family::Structure,
    story: "owns",
    fix: "It is what a cluster administrator is.",
    cost: 0,
    techniques: &[],
    aliases: &[],
    page: include_str!("cluster_admin_owns.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    if facts.snapshot.is_empty() {
        return;
    }
    let admin = emit.cluster_admin();
    for to in [emit.every_node(), emit.secrets(""), emit.pods(""), emit.accounts("")] {
        emit.edge(admin, to, Proof::fact("may do everything, and so make, read and enter all of them"));
    }
}

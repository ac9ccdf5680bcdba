use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "ephemeral-container",
    title: "Grant lets add containers to running pods",
    family: Family::Workload,
    story: "adds a debug container to",
    fix: "Take pods/ephemeralcontainers out of the role, or give it in one namespace for a time.",
    cost: 1,
    techniques: &["T1609", "T1610"],
    aliases: &["icekube:DEBUG_POD"],
    page: include_str!("ephemeral_container.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may(&["patch", "update"], "", "pods/ephemeralcontainers") {
        emit.pods_of(&allowed);
    }
}

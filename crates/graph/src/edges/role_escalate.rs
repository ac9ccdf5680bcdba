use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "role-escalate",
    title: "Grant lets write more into roles than it holds",
    family: Family::ControlPlane,
    story: "writes itself into a role, and is",
    fix: "Take escalate out of the role.",
    cost: 1,
    techniques: &["T1098.006"],
    aliases: &["icekube:RBAC_ESCALATE_TO", "rbac-police:escalate_verb"],
    page: include_str!("role_escalate.md"),
    find: &[Find::Grant(find)],
};

const RBAC: &str = "rbac.authorization.k8s.io";

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let writes = |resource: &str| g.may(&["patch", "update"], RBAC, resource).is_some();
    let cluster = g.may_cluster(&["escalate"], RBAC, "clusterroles").filter(|_| writes("clusterroles"));
    if let Some(allowed) = cluster {
        let to = emit.cluster_admin();
        emit.to(to, allowed.proof);
    } else if let Some(allowed) = g.may(&["escalate"], RBAC, "roles").filter(|_| writes("roles")) {
        emit.namespace_admin(g.namespace(), &allowed.proof);
    }
}

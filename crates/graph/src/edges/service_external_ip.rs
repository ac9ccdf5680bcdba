use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "service-external-ip",
    title: "Grant lets a Service claim any address",
    family: Family::ControlPlane,
    story: "claims an outside address in a Service and answers the requests of",
    fix: "Take the writing of Services out of the role, or forbid externalIPs at admission.",
    cost: 7,
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("service_external_ip.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let services = g.may(&["create", "patch", "update"], "", "services");
    let allowed = services.or_else(|| g.may(&["patch", "update"], "", "services/status"));
    if let Some(allowed) = allowed {
        // The address is claimed on every node, whichever namespace the Service is in.
        let to = emit.pods("");
        emit.to(to, allowed.proof);
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "endpoint-redirect",
    title: "Grant lets send a Service's traffic elsewhere",
    family: Family::ControlPlane,
    story: "receives the requests, and answers them, of",
    fix: "Take the writing of Endpoints and EndpointSlices out of the role.",
    cost: 6,
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("endpoint_redirect.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let verbs = &["create", "patch", "update"];
    let slices = g.may(verbs, "discovery.k8s.io", "endpointslices");
    if let Some(allowed) = slices.or_else(|| g.may(verbs, "", "endpoints")) {
        let to = emit.pods(allowed.namespace);
        emit.to(to, allowed.proof);
    }
}

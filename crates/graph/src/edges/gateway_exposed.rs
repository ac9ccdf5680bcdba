use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "gateway-exposed",
    title: "Service is reached through a Gateway",
    family: Family::Exposure,
    story: "sends requests through a Gateway to",
    fix: "Remove the route, or ask for a login before it.",
    cost: 0,
    techniques: &["T1190", "T1133"],
    aliases: &[],
    page: include_str!("gateway_exposed.md"),
    find: &[Find::Pod(find)],
};

use holdfast_inventory::view::RouteRef;

fn find(pod: &PodCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    for port in pod.service_ports() {
        let leads = |backend: &RouteRef<'_>, home: &str| {
            let namespace = backend.namespace.as_deref().unwrap_or(home);
            let is_service = backend.kind.as_deref().is_none_or(|kind| kind == "Service");
            is_service && backend.name == port.service.name() && namespace == pod.namespace()
        };
        let mut routes = pod.facts.estate.routes().iter().filter(|r| !r.view.spec.parent_refs.is_empty());
        let leading = routes.find(|route| {
            let rules = route.view.spec.rules.iter().flat_map(|rule| rule.backend_refs.iter());
            rules.into_iter().any(|backend| leads(backend, route.object.namespace()))
        });
        if let Some(route) = leading {
            let (from, to) = emit.way_in(pod, &port);
            emit.edge(
                from,
                to,
                Proof::field(route.object.id(), "/spec/rules", "the route leads to the Service"),
            );
        }
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "ingress-exposed",
    title: "Service is reached through an Ingress",
    family: Family::Exposure,
    story: "sends requests through an Ingress to",
    fix: "Remove the Ingress, or ask for a login before it.",
    cost: 0,
    techniques: &["T1190", "T1133"],
    aliases: &[],
    page: include_str!("ingress_exposed.md"),
    find: &[Find::Pod(find)],
};

use holdfast_inventory::view::Ingress;

fn find(pod: &PodCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    for port in pod.service_ports() {
        let ingresses =
            pod.facts.estate.ingresses().iter().filter(|i| i.object.namespace() == pod.namespace());
        let leading =
            ingresses.into_iter().find(|i| backends(&i.view).any(|name| name == port.service.name()));
        if let Some(ingress) = leading {
            let (from, to) = emit.way_in(pod, &port);
            emit.edge(
                from,
                to,
                Proof::field(ingress.object.id(), "/spec", "the Ingress leads to the Service"),
            );
        }
    }
}

/// Names of the Services an Ingress leads to, in the form of both API versions.
fn backends<'i>(ingress: &'i Ingress<'_>) -> impl Iterator<Item = &'i str> {
    let spec = &ingress.spec;
    let paths = spec.rules.iter().filter_map(|rule| rule.http.as_ref()).flat_map(|http| http.paths.iter());
    let all = paths.map(|path| &path.backend).chain(&spec.default_backend).chain(&spec.backend);
    all.filter_map(|b| b.service.as_ref().map(|s| s.name.as_str()).or(b.service_name.as_deref()))
}

//! How workloads are reached from outside the cluster: Services, Ingresses, Gateway API routes, Istio, OpenShift routes.

use holdfast_inventory::view::{Ingress, OpenShiftRoute, RouteRef, Service, VirtualService};
use holdfast_inventory::{Estate, Object, PodFacts, Typed};
use rustc_hash::FxHashMap;

use crate::pod_index::{PodIndex, PodKey};

/// How traffic from outside gets to a Service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    LoadBalancer,
    /// A load balancer with an address of the private network only.
    InternalLoadBalancer,
    NodePort,
    ExternalIp,
    Ingress,
    OpenShiftRoute,
    GatewayRoute,
    IstioGateway,
}

impl Way {
    /// Through the Gateway API or an Istio gateway.
    pub(crate) fn is_gateway(self) -> bool {
        matches!(self, Self::GatewayRoute | Self::IstioGateway)
    }

    fn words(self) -> &'static str {
        match self {
            Self::LoadBalancer => "load balancer",
            Self::InternalLoadBalancer => "internal load balancer",
            Self::NodePort => "node port",
            Self::ExternalIp => "external IP",
            Self::Ingress => "Ingress",
            Self::OpenShiftRoute => "OpenShift route",
            Self::GatewayRoute => "Gateway API route",
            Self::IstioGateway => "Istio gateway",
        }
    }
}

/// One way in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exposure<'s> {
    pub(crate) way: Way,
    /// The object that opens it: the Service itself, or the Ingress or route in front.
    pub(crate) by: Object<'s>,
    pub(crate) service: Object<'s>,
}

impl Exposure<'_> {
    /// `Ingress shop/web -> Service shop/web`.
    pub(crate) fn words(&self) -> String {
        let name = |o: Object<'_>| format!("{} {}/{}", o.kind(), o.namespace(), o.name());
        if self.by == self.service {
            format!("{} ({})", name(self.service), self.way.words())
        } else {
            format!("{} -> {}", name(self.by), name(self.service))
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Exposures<'s> {
    by_pod: FxHashMap<PodKey<'s>, Vec<Exposure<'s>>>,
}

impl<'s> Exposures<'s> {
    pub(crate) fn new(estate: &Estate<'s>, pods: &PodIndex<'s>) -> Self {
        let services: FxHashMap<(&str, &str), &Typed<'s, Service<'s>>> =
            estate.services().iter().map(|s| ((s.object.namespace(), s.object.name()), s)).collect();
        let mut found = Self::default();
        let mut add = |way: Way, by: Object<'s>, namespace: &str, name: &str| {
            let Some(service) = services.get(&(namespace, name)) else { return };
            let selector = &service.view.spec.selector;
            if selector.is_empty() {
                return;
            }
            let exposure = Exposure { way, by, service: service.object };
            for pod in pods.behind(service.object.namespace(), selector) {
                found.by_pod.entry(pods.key(pod)).or_default().push(exposure);
            }
        };
        for service in estate.services() {
            for way in own_ways(&service.view) {
                add(way, service.object, service.object.namespace(), service.object.name());
            }
        }
        behind_ingresses(estate, &mut add);
        behind_routes(estate, &mut add);
        behind_istio(estate, &mut add);
        behind_openshift(estate, &mut add);
        for ways in found.by_pod.values_mut() {
            ways.sort_by_key(|e| (e.way, e.by.id(), e.service.id()));
            ways.dedup_by_key(|e| (e.way, e.by.id(), e.service.id()));
        }
        found
    }

    /// Every way in to a pod, the widest first.
    pub(crate) fn of(&self, estate: &Estate<'s>, pod: &'s PodFacts) -> &[Exposure<'s>] {
        let key: PodKey<'_> = (pod.object(estate.snapshot).id(), pod.spec_pointer());
        self.by_pod.get(&key).map_or(&[][..], Vec::as_slice)
    }
}

/// The view of a core Service; other groups have kinds of the same name.
pub(crate) fn service(object: Object<'_>) -> Option<Service<'_>> {
    if object.group().is_empty() { object.view() } else { None }
}

/// The view of a built-in Ingress.
pub(crate) fn ingress(object: Object<'_>) -> Option<Ingress<'_>> {
    if matches!(object.group(), "networking.k8s.io" | "extensions") { object.view() } else { None }
}

/// Ways in that the Service opens itself.
fn own_ways(service: &Service<'_>) -> Vec<Way> {
    let mut ways = Vec::new();
    match service.spec.kind.as_deref() {
        Some("NodePort") => ways.push(Way::NodePort),
        Some("LoadBalancer") if is_internal(service) => ways.push(Way::InternalLoadBalancer),
        Some("LoadBalancer") => ways.push(Way::LoadBalancer),
        _ => {}
    }
    if !service.spec.external_ips.is_empty() {
        ways.push(Way::ExternalIp);
    }
    ways
}

/// Annotations by which clouds are asked for a private address, with the values that ask for it.
static INTERNAL: &[(&str, &[&str])] = &[
    ("service.beta.kubernetes.io/aws-load-balancer-internal", &["true", "0.0.0.0/0"]),
    ("service.beta.kubernetes.io/aws-load-balancer-scheme", &["internal"]),
    ("service.beta.kubernetes.io/azure-load-balancer-internal", &["true"]),
    ("networking.gke.io/load-balancer-type", &["internal"]),
    ("cloud.google.com/load-balancer-type", &["internal"]),
    ("service.beta.kubernetes.io/oci-load-balancer-internal", &["true"]),
    ("service.beta.kubernetes.io/openstack-internal-load-balancer", &["true"]),
    ("service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", &["private"]),
    ("service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type", &["intranet"]),
];

/// True when the cloud is asked for a load balancer with a private address.
pub(crate) fn is_internal(service: &Service<'_>) -> bool {
    let asks = |key: &str, value: &str| {
        INTERNAL.iter().any(|(k, values)| *k == key && values.iter().any(|v| value.eq_ignore_ascii_case(v)))
    };
    service.metadata.annotations.iter().any(|(key, value)| asks(key, value))
}

fn behind_ingresses<'s>(estate: &Estate<'s>, add: &mut impl FnMut(Way, Object<'s>, &str, &str)) {
    for Typed { object, view } in estate.ingresses() {
        let paths = view.spec.rules.iter().filter_map(|r| r.http.as_ref()).flat_map(|h| h.paths.iter());
        let backends = paths.map(|p| &p.backend).chain(&view.spec.default_backend).chain(&view.spec.backend);
        for backend in backends {
            let name = backend.service.as_ref().map(|s| &s.name).or(backend.service_name.as_ref());
            if let Some(name) = name {
                add(Way::Ingress, *object, object.namespace(), name);
            }
        }
    }
}

fn behind_routes<'s>(estate: &Estate<'s>, add: &mut impl FnMut(Way, Object<'s>, &str, &str)) {
    for Typed { object, view } in estate.routes() {
        // A route attached to a Service steers traffic inside the mesh.
        if !view.spec.parent_refs.iter().any(|parent| parent.kind.as_deref() != Some("Service")) {
            continue;
        }
        for backend in view.spec.rules.iter().flat_map(|r| r.backend_refs.iter()).filter(|b| is_service(b)) {
            let namespace = backend.namespace.as_deref().unwrap_or(object.namespace());
            add(Way::GatewayRoute, *object, namespace, &backend.name);
        }
    }
}

/// True for a backend that is a core Service: the default where kind and group are absent.
pub(crate) fn is_service(backend: &RouteRef<'_>) -> bool {
    backend.kind.as_deref().is_none_or(|kind| kind == "Service")
        && backend.group.as_deref().unwrap_or_default().is_empty()
}

fn behind_istio<'s>(estate: &Estate<'s>, add: &mut impl FnMut(Way, Object<'s>, &str, &str)) {
    let objects = estate.snapshot.of_kind("VirtualService").filter(|o| o.group() == "networking.istio.io");
    for object in objects {
        let Some(VirtualService { spec, .. }) = object.view() else { continue };
        if !spec.gateways.iter().any(|gateway| *gateway != "mesh") {
            continue;
        }
        let routes = spec.http.iter().chain(&spec.tcp).chain(&spec.tls);
        for target in routes.flat_map(|r| r.route.iter()) {
            let (name, namespace) = service_of_host(&target.destination.host, object.namespace());
            add(Way::IstioGateway, object, namespace, name);
        }
    }
}

/// `web`, `web.shop` or `web.shop.svc.cluster.local`: name and namespace of the Service.
fn service_of_host<'a>(host: &'a str, here: &'a str) -> (&'a str, &'a str) {
    let mut parts = host.split('.');
    (parts.next().unwrap_or_default(), parts.next().unwrap_or(here))
}

fn behind_openshift<'s>(estate: &Estate<'s>, add: &mut impl FnMut(Way, Object<'s>, &str, &str)) {
    for object in estate.snapshot.of_kind("Route").filter(|o| o.group() == "route.openshift.io") {
        let Some(OpenShiftRoute { spec, .. }) = object.view() else { continue };
        for backend in std::iter::once(&spec.to).chain(&spec.alternate_backends) {
            add(Way::OpenShiftRoute, object, object.namespace(), &backend.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_name_services() {
        assert_eq!(service_of_host("web", "shop"), ("web", "shop"));
        assert_eq!(service_of_host("web.pay", "shop"), ("web", "pay"));
        assert_eq!(service_of_host("web.pay.svc.cluster.local", "shop"), ("web", "pay"));
    }
}

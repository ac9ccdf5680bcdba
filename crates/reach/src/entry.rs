//! What comes in through Ingresses, OpenShift Routes and Gateway API routes: which pods, on which ports.

use holdfast_inventory::view::{
    Ingress, IngressBackend, IntOrString, OpenShiftRoute, Route, RouteRef, Service, ServicePort,
};
use holdfast_inventory::{Object, Snapshot};
use rustc_hash::FxHashMap;

use crate::compile::named_ports;
use crate::policy::title;
use crate::ports::{PortSet, Protocol};
use crate::who::{Class, Who};

/// Who hands requests from outside to services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    Gateway,
    IngressController,
}

impl EntryKind {
    pub(crate) const ALL: [Self; 2] = [Self::Gateway, Self::IngressController];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::IngressController => "ingress-controller",
        }
    }
}

/// Pods that are published, before any policy.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) kind: EntryKind,
    pub(crate) class: usize,
    pub(crate) ports: PortSet,
}

pub(crate) fn read(snapshot: &Snapshot, who: &Who<'_>, notes: &mut Vec<String>) -> Vec<Entry> {
    let mut reader = Reader {
        who,
        services: services(snapshot),
        by_namespace: by_namespace(who),
        found: Vec::new(),
        notes,
    };
    for object in
        snapshot.of_kind("Ingress").filter(|o| ["networking.k8s.io", "extensions"].contains(&o.group()))
    {
        if let Some(view) = object.view::<Ingress<'_>>() {
            reader.ingress(object, &view);
        }
    }
    for object in snapshot.of_kind("Route").filter(|o| o.group() == "route.openshift.io") {
        if let Some(view) = object.view::<OpenShiftRoute<'_>>() {
            reader.route(object, &view);
        }
    }
    for kind in ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"] {
        let protocol = if kind == "UDPRoute" { Protocol::Udp } else { Protocol::Tcp };
        for object in snapshot.of_kind(kind).filter(|o| o.group() == "gateway.networking.k8s.io") {
            if let Some(view) = object.view::<Route<'_>>() {
                reader.gateway(object, &view, protocol);
            }
        }
    }
    reader.found
}

type Services<'s> = FxHashMap<(String, String), Service<'s>>;

fn services(snapshot: &Snapshot) -> Services<'_> {
    let plain = snapshot.of_kind("Service").filter(|o| o.group().is_empty());
    plain
        .filter_map(|o| Some(((o.namespace().to_owned(), o.name().to_owned()), o.view::<Service<'_>>()?)))
        .collect()
}

pub(crate) fn by_namespace<'w>(who: &'w Who<'_>) -> FxHashMap<&'w str, Vec<usize>> {
    let mut lists: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, class) in who.classes.iter().enumerate() {
        if let Some(namespace) = who.namespaces.get(class.namespace) {
            lists.entry(namespace.name).or_default().push(at);
        }
    }
    lists
}

struct Reader<'r, 's> {
    who: &'r Who<'s>,
    services: Services<'r>,
    by_namespace: FxHashMap<&'r str, Vec<usize>>,
    found: Vec<Entry>,
    notes: &'r mut Vec<String>,
}

/// Which port of a service is meant.
#[derive(Clone, Copy)]
enum Wanted<'w> {
    All,
    Number(i64),
    Name(&'w str),
    /// The number behind the port, on the pods.
    Target(i64),
}

impl Reader<'_, '_> {
    fn ingress(&mut self, object: Object<'_>, view: &Ingress<'_>) {
        let spec = &view.spec;
        let paths = spec.rules.iter().filter_map(|r| r.http.as_ref()).flat_map(|h| h.paths.iter());
        let backends = paths.map(|p| &p.backend).chain(&spec.default_backend).chain(&spec.backend);
        for backend in backends {
            if let Some((service, wanted)) = backend_of(backend) {
                self.publish(
                    object,
                    EntryKind::IngressController,
                    object.namespace(),
                    service,
                    &wanted,
                    Protocol::Tcp,
                );
            }
        }
    }

    fn route(&mut self, object: Object<'_>, view: &OpenShiftRoute<'_>) {
        let wanted = match view.spec.port.as_ref().map(|p| &p.target_port) {
            None => Wanted::All,
            Some(IntOrString::Int(number)) => Wanted::Target(*number),
            Some(IntOrString::Text(name)) => Wanted::Name(name),
        };
        let namespace = if object.namespace().is_empty() { "default" } else { object.namespace() };
        for to in std::iter::once(&view.spec.to).chain(&view.spec.alternate_backends) {
            if matches!(to.kind.as_deref(), None | Some("" | "Service")) && !to.name.is_empty() {
                self.publish(
                    object,
                    EntryKind::IngressController,
                    namespace,
                    &to.name,
                    &wanted,
                    Protocol::Tcp,
                );
            }
        }
    }

    fn gateway(&mut self, object: Object<'_>, view: &Route<'_>, protocol: Protocol) {
        let is_service = |to: &&RouteRef<'_>| {
            matches!(to.kind.as_deref(), None | Some("Service"))
                && to.group.as_deref().unwrap_or_default().is_empty()
        };
        let own = if object.namespace().is_empty() { "default" } else { object.namespace() };
        for to in view.spec.rules.iter().flat_map(|r| r.backend_refs.iter()).filter(is_service) {
            let namespace = to.namespace.as_deref().unwrap_or(own);
            let wanted = to.port.map_or(Wanted::All, Wanted::Number);
            self.publish(object, EntryKind::Gateway, namespace, &to.name, &wanted, protocol);
        }
    }

    fn publish(
        &mut self,
        object: Object<'_>,
        kind: EntryKind,
        namespace: &str,
        name: &str,
        wanted: &Wanted<'_>,
        protocol: Protocol,
    ) {
        let Some(service) = self.services.get(&(namespace.to_owned(), name.to_owned())) else {
            self.notes.push(format!("{}: its service {namespace}/{name} is not in the input", title(object)));
            return;
        };
        let wanted = match wanted {
            // Where no port of the service has the number, the pods' port is what was meant.
            Wanted::Number(number) if !service.spec.ports.iter().any(|p| p.port == *number) => {
                self.notes.push(format!(
                    "{}: service {namespace}/{name} has no port {number}: taken as the port of its pods",
                    title(object)
                ));
                Wanted::Target(*number)
            }
            other => *other,
        };
        let selector = &service.spec.selector;
        if selector.is_empty() {
            return;
        }
        for &class in self.by_namespace.get(namespace).into_iter().flatten() {
            let Some(pods) = self.who.classes.get(class) else { continue };
            if selector.iter().all(|(k, v)| pods.label(k) == Some(v.as_str())) {
                let ports = service.spec.ports.iter().filter(|p| is_wanted(p, &wanted, pods));
                let ports = ports.fold(PortSet::none(), |all, p| all.union(&target(p, pods, protocol)));
                let ports = listening(pods, ports);
                if !ports.is_empty() {
                    self.found.push(Entry { kind, class, ports });
                }
            }
        }
    }
}

/// Of pods that declare ports, only those are taken to be served.
fn listening(pods: &Class<'_>, ports: PortSet) -> PortSet {
    if pods.ports.is_empty() {
        return ports;
    }
    let declared = pods.ports.iter().map(|p| PortSet::port(p.protocol, p.port));
    ports.intersect(&declared.fold(PortSet::none(), |all, p| all.union(&p)))
}

fn backend_of<'b>(backend: &'b IngressBackend<'_>) -> Option<(&'b str, Wanted<'b>)> {
    if let Some(service) = &backend.service {
        let wanted = match (service.port.number, service.port.name.as_deref()) {
            (_, Some(name)) if !name.is_empty() => Wanted::Name(name),
            (Some(number), _) => Wanted::Number(number),
            _ => Wanted::All,
        };
        return Some((&service.name, wanted));
    }
    let wanted = match &backend.service_port {
        None => Wanted::All,
        Some(IntOrString::Int(number)) => Wanted::Number(*number),
        Some(IntOrString::Text(name)) => Wanted::Name(name),
    };
    Some((backend.service_name.as_deref()?, wanted))
}

fn is_wanted(port: &ServicePort<'_>, wanted: &Wanted<'_>, pods: &Class<'_>) -> bool {
    match wanted {
        Wanted::All => true,
        Wanted::Number(number) => port.port == *number,
        Wanted::Name(name) => {
            port.name.as_deref() == Some(name)
                || matches!(&port.target_port, Some(IntOrString::Text(target)) if *target == **name)
        }
        Wanted::Target(number) => match &port.target_port {
            None => port.port == *number,
            Some(IntOrString::Int(target)) => target == number,
            Some(IntOrString::Text(name)) => u32::try_from(*number)
                .is_ok_and(|n| named_ports(&pods.ports, None, name).contains(Protocol::Tcp, n)),
        },
    }
}

/// The port on the pods behind a port of the service.
pub(crate) fn target(port: &ServicePort<'_>, pods: &Class<'_>, protocol: Protocol) -> PortSet {
    if port.protocol.as_deref().and_then(Protocol::parse).unwrap_or(Protocol::Tcp) != protocol {
        return PortSet::none();
    }
    let number = |n: i64| u32::try_from(n).map(|n| PortSet::port(protocol, n)).unwrap_or_default();
    match &port.target_port {
        Some(IntOrString::Text(name)) => named_ports(&pods.ports, Some(protocol), name),
        Some(IntOrString::Int(target)) if *target != 0 => number(*target),
        _ => number(port.port),
    }
}

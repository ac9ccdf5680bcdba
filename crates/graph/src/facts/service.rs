use holdfast_inventory::view::{IntOrString, Service, ServicePort};
use holdfast_inventory::{Estate, Object};
use rustc_hash::FxHashMap;

use super::PodCx;

/// Services by namespace and one pair of their selector, so that a pod looks at few.
#[derive(Debug, Default)]
pub(crate) struct Services<'s> {
    by_pair: FxHashMap<(&'s str, String, String), Vec<Selecting<'s>>>,
}

/// A Service that selects pods.
#[derive(Clone, Debug)]
struct Selecting<'s> {
    object: Object<'s>,
    view: Service<'s>,
}

/// A port of a Service as it leads to a class of pods.
#[derive(Clone, Debug)]
pub(crate) struct Port<'s> {
    pub(crate) service: Object<'s>,
    /// Place in the Service's ports.
    pub(crate) at: usize,
    pub(crate) number: i64,
    /// The container that listens, by its place among those that run; `None` when none declares the port.
    pub(crate) container: Option<usize>,
}

impl<'s> Services<'s> {
    pub(super) fn new(estate: &Estate<'s>) -> Self {
        let mut all = Self::default();
        for service in estate.services() {
            let Some((key, value)) = service.view.spec.selector.iter().next() else { continue };
            let key = (service.object.namespace(), key.to_string(), value.to_string());
            let selecting = Selecting { object: service.object, view: service.view.clone() };
            all.by_pair.entry(key).or_default().push(selecting);
        }
        all
    }
}

impl<'s> PodCx<'_, 's> {
    /// Ports of Services that lead to these pods, in the order of their labels.
    pub(crate) fn service_ports(&self) -> Vec<Port<'s>> {
        let (snapshot, facts) = (self.facts.snapshot, self.class.facts);
        let mut found = Vec::new();
        for (key, value) in facts.labels(snapshot) {
            let pair = (self.namespace(), key.to_owned(), value.to_owned());
            for service in self.facts.services.by_pair.get(&pair).into_iter().flatten() {
                let mut selector = service.view.spec.selector.iter();
                if !selector.all(|(k, v)| facts.label(snapshot, k) == Some(v.as_str())) {
                    continue;
                }
                let ports = service.view.spec.ports.iter().enumerate();
                found.extend(ports.map(|(at, port)| Port {
                    service: service.object,
                    at,
                    number: port.port,
                    container: self.listener(port),
                }));
            }
        }
        found
    }

    fn listener(&self, port: &ServicePort<'_>) -> Option<usize> {
        self.containers().position(|c| {
            c.container.ports.iter().any(|p| match &port.target_port {
                Some(IntOrString::Text(name)) => p.name.as_ref() == Some(name),
                Some(IntOrString::Int(number)) => p.container_port == *number,
                None => p.container_port == port.port,
            })
        })
    }
}

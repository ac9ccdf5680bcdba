//! Services by name, and the workloads and ports behind them.

use holdfast_inventory::Snapshot;
use holdfast_inventory::view::{Service, ServicePort};
use rustc_hash::FxHashMap;

use super::host::{Named, default_port};
use crate::engine::Engine;
use crate::entry::{by_namespace, target};
use crate::ports::Protocol;
use crate::who::WorkloadId;

pub(super) struct Services<'e, 's> {
    engine: &'e Engine<'s>,
    all: FxHashMap<(String, String), Service<'e>>,
    /// Workloads of each class.
    of_class: Vec<Vec<WorkloadId>>,
    /// Classes of each namespace.
    of_namespace: FxHashMap<&'e str, Vec<usize>>,
}

/// One port of one workload.
pub(super) type Target = (WorkloadId, Protocol, u32);

impl<'e, 's> Services<'e, 's> {
    pub(super) fn read(engine: &'e Engine<'s>, snapshot: &'e Snapshot) -> Self {
        let plain = snapshot.of_kind("Service").filter(|o| o.group().is_empty());
        let namespace = |own: &str| if own.is_empty() { "default".to_owned() } else { own.to_owned() };
        let all = plain
            .filter_map(|o| Some(((namespace(o.namespace()), o.name().to_owned()), o.view::<Service<'_>>()?)))
            .collect();
        let mut of_class = vec![Vec::new(); engine.who.classes.len()];
        for (workload, id) in engine.workloads().iter().zip((0u32..).map(WorkloadId)) {
            for class in &workload.classes {
                if let Some(list) = of_class.get_mut(*class) {
                    list.push(id);
                }
            }
        }
        let of_namespace = by_namespace(&engine.who);
        Self { engine, all, of_class, of_namespace }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str, &Service<'e>)> {
        self.all.iter().map(|((namespace, name), service)| (namespace.as_str(), name.as_str(), service))
    }

    pub(super) fn get(&self, namespace: &str, name: &str) -> Option<&Service<'e>> {
        self.all.get(&(namespace.to_owned(), name.to_owned()))
    }

    pub(super) fn workloads_of_class(&self, class: usize) -> &[WorkloadId] {
        self.of_class.get(class).map(Vec::as_slice).unwrap_or_default()
    }

    /// The service a host means inside a namespace: `db`, `db.shop`, `db.shop.svc.cluster.local`, `db-0.db.shop.svc`.
    pub(super) fn resolve<'h>(&self, namespace: &'h str, host: &'h str) -> Option<(&'h str, &'h str)> {
        let labels: Vec<&str> = host.split('.').collect();
        let tail = |rest: &[&str]| matches!(rest, [] | ["svc"] | ["svc", "cluster", ..]);
        let is = |namespace: &str, name: &str| self.get(namespace, name).is_some();
        let full = |labels: &[&'h str]| match labels {
            [name, space, rest @ ..] if tail(rest) && is(space, name) => Some((*space, *name)),
            _ => None,
        };
        match labels.as_slice() {
            [] => None,
            [name] => is(namespace, name).then_some((namespace, *name)),
            // A name and its namespace, or a pod of a headless service.
            all @ [_, rest @ ..] => full(all).or_else(|| match rest {
                [name] => is(namespace, name).then_some((namespace, *name)),
                longer => full(longer),
            }),
        }
    }

    /// The pods' ports behind what is asked of a service.
    pub(super) fn targets(&self, namespace: &str, service: &Service<'_>, asked: &Named<'_>) -> Vec<Target> {
        let ports = &service.spec.ports;
        let has = |number: u16| ports.iter().any(|p| p.port == i64::from(number));
        let wanted = match (asked.port, asked.scheme.and_then(default_port)) {
            (Some(port), _) => Some(port),
            (None, Some(port)) if has(port) => Some(port),
            _ => None,
        };
        let headless = service.spec.cluster_ip.as_deref() == Some("None");
        if let Some(port) = wanted.filter(|port| !has(*port) || (headless && ports.is_empty())) {
            // Behind a headless service clients talk to the pods themselves.
            let direct = ServicePort { port: i64::from(port), ..ServicePort::default() };
            return if headless { self.behind(namespace, service, &[&direct]) } else { Vec::new() };
        }
        let chosen: Vec<&ServicePort<'_>> =
            ports.iter().filter(|p| wanted.is_none_or(|w| p.port == i64::from(w))).collect();
        self.behind(namespace, service, &chosen)
    }

    /// Every port of the service.
    pub(super) fn all_targets(&self, namespace: &str, service: &Service<'_>) -> Vec<Target> {
        self.behind(namespace, service, &service.spec.ports.iter().collect::<Vec<_>>())
    }

    fn behind(&self, namespace: &str, service: &Service<'_>, ports: &[&ServicePort<'_>]) -> Vec<Target> {
        let selector = &service.spec.selector;
        if selector.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for &at in self.of_namespace.get(namespace).into_iter().flatten() {
            let Some(class) = self.engine.who.classes.get(at) else { continue };
            if !selector.iter().all(|(k, v)| class.label(k) == Some(v.as_str())) {
                continue;
            }
            for port in ports {
                let protocol = port.protocol.as_deref().and_then(Protocol::parse).unwrap_or(Protocol::Tcp);
                for (first, last) in target(port, class, protocol).ranges(protocol).take(8) {
                    let workloads = self.workloads_of_class(at).iter();
                    found.extend(workloads.flat_map(|id| (first..=last).take(8).map(|p| (*id, protocol, p))));
                }
            }
        }
        found
    }
}

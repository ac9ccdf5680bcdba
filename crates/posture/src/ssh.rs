//! Services that publish SSH.

use std::sync::OnceLock;

use holdfast_inventory::Typed;
use holdfast_inventory::view::{IntOrString, Service, ServicePort};

use crate::context::{Cx, PodCx};
use crate::ports::protocol;

/// Where the Services with an SSH port stand in the estate's list: few or none, however many Services there are.
#[derive(Debug, Default)]
pub(crate) struct SshServices(OnceLock<Vec<usize>>);

/// The Services that publish an SSH port of this pod.
pub(crate) fn services_of<'p, 's>(
    pod: &'p PodCx<'_, 's>,
) -> impl Iterator<Item = &'p Typed<'s, Service<'s>>> {
    let (cx, namespace) = (pod.cx, pod.namespace());
    // A custom resource in a file that names no namespace goes to `default` like any other.
    let namespace = if namespace.is_empty() { "default" } else { namespace };
    published(cx).filter(move |service| {
        let selector = &service.view.spec.selector;
        service.object.namespace() == namespace
            && !selector.is_empty()
            && selector.iter().all(|(key, value)| pod.label(key) == Some(value.as_str()))
    })
}

/// The port that SSH is published on, if it is.
pub(crate) fn ssh_port<'a, 's>(service: &'a Service<'s>) -> Option<&'a ServicePort<'s>> {
    service.spec.ports.iter().find(|p| protocol(p.protocol.as_deref()) == "TCP" && is_ssh(p))
}

fn published<'p, 's>(cx: &'p Cx<'s>) -> impl Iterator<Item = &'p Typed<'s, Service<'s>>> {
    let services = cx.estate.services();
    let at = cx.ssh_services.0.get_or_init(|| {
        let all = services.iter().enumerate();
        all.filter(|(_, service)| ssh_port(&service.view).is_some()).map(|(at, _)| at).collect()
    });
    at.iter().filter_map(|at| services.get(*at))
}

fn is_ssh(port: &ServicePort<'_>) -> bool {
    let usual = |number: i64| number == 22 || number == 2222;
    let target = match &port.target_port {
        Some(IntOrString::Int(number)) => usual(*number),
        Some(IntOrString::Text(name)) => *name == "ssh",
        None => false,
    };
    usual(port.port) || target || port.name.as_deref() == Some("ssh")
}

//! Requests and limits: one rule for every resource.

use holdfast_inventory::view::{Map, Quantity, Resources};

use crate::prelude::*;
use crate::quantity::is_zero;

/// Fails a container that nothing holds to a limit of this resource.
pub(crate) fn limit(c: &ContainerCx<'_, '_>, resource: &str) -> Verdict {
    if c.list == ContainerList::EphemeralContainers {
        // The API allows them no resources.
        return Verdict::NotApplicable;
    }
    let own = amount(&c.container.resources.limits, resource);
    let pod = amount(&c.pod.spec().resources.limits, resource);
    if own == Some(true) || pod == Some(true) {
        return Verdict::Pass;
    }
    let cx = c.cx();
    if own.is_none() && cx.defaults.gives_limit(cx.snapshot(), c.pod.namespace(), resource) {
        return Verdict::Pass;
    }
    absent(&c.container.resources.limits, "limit", "/resources/limits/", resource)
}

/// Fails a container for which the scheduler keeps nothing of this resource free.
pub(crate) fn request(c: &ContainerCx<'_, '_>, resource: &str) -> Verdict {
    if c.list == ContainerList::EphemeralContainers {
        return Verdict::NotApplicable;
    }
    let own = requested(&c.container.resources, resource);
    let pod = requested(&c.pod.spec().resources, resource);
    if own == Some(true) || pod == Some(true) {
        return Verdict::Pass;
    }
    let cx = c.cx();
    if own.is_none() && cx.defaults.gives_request(cx.snapshot(), c.pod.namespace(), resource) {
        return Verdict::Pass;
    }
    absent(&c.container.resources.requests, "request", "/resources/requests/", resource)
}

/// A limit without a request is the request as well.
fn requested(resources: &Resources<'_>, resource: &str) -> Option<bool> {
    amount(&resources.requests, resource).or_else(|| amount(&resources.limits, resource))
}

/// Whether the amount is more than nothing; `None` when it is not written.
fn amount(map: &Map<'_, Quantity<'_>>, resource: &str) -> Option<bool> {
    map.value(resource).map(|quantity| !is_zero(&quantity.0))
}

fn absent(map: &Map<'_, Quantity<'_>>, what: &str, folder: &str, resource: &str) -> Verdict {
    let pointer = format!("{folder}{resource}");
    match map.value(resource) {
        Some(zero) => Hit::at(pointer, format!("its {resource} {what} of {} counts as none", zero.0))
            .value(&zero.0)
            .into(),
        None => Hit::at(pointer, format!("sets no {resource} {what}")).into(),
    }
}

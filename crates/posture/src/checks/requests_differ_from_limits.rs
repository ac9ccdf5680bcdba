use holdfast_inventory::view::Quantity;

use crate::prelude::*;
use crate::quantity::nanos;

pub(super) static CHECK: Check = Check {
    id: "requests-differ-from-limits",
    title: "Requests differ from limits",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set requests equal to limits for CPU and memory where the workload must not be evicted.",
    techniques: &[],
    aliases: &["kube-score:container-resource-requests-equal-limits"],
    page: include_str!("requests_differ_from_limits.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let (requests, limits) = (&c.container.resources.requests, &c.container.resources.limits);
    let (mut asked, mut hits) = (false, Vec::new());
    for resource in ["cpu", "memory"] {
        let (request, limit) = (requests.value(resource), limits.value(resource));
        asked |= request.is_some() || limit.is_some();
        // A limit without a request is the request as well.
        let Some(request) = request else { continue };
        if limit.is_some_and(|limit| same(request, limit)) {
            continue;
        }
        let limit = limit.map_or("unlimited", |limit| &limit.0);
        let message = format!("its {resource} request {} is not its limit ({limit})", request.0);
        hits.push(
            Hit::at(format!("/resources/requests/{resource}"), message).value(&request.0).key(resource),
        );
    }
    if asked { Verdict::of(hits) } else { Verdict::NotApplicable }
}

fn same(a: &Quantity<'_>, b: &Quantity<'_>) -> bool {
    a == b || nanos(&a.0).is_some_and(|value| nanos(&b.0) == Some(value))
}

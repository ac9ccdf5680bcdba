use crate::exposure::Way;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "externally-exposed",
    title: "Workload is reachable from outside the cluster",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Make the Service ClusterIP, or limit who may reach it, if the workload is not meant for the outside.",
    techniques: &["T1190"],
    aliases: &["kubescape:C-0256"],
    page: include_str!("externally_exposed.md"),
    needs: &["Service", "Ingress", "Route"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    let ways = p.cx.exposures().of(&p.cx.estate, p.facts);
    let ways: Vec<_> = ways.iter().filter(|e| !e.way.is_gateway()).collect();
    let Some(widest) = ways.first() else { return Verdict::Pass };
    let mut hit =
        Hit::at("/labels", format!("is reachable from outside through {}", widest.words())).in_metadata();
    for exposure in ways.iter().skip(1) {
        hit = hit.fact(format!("also through {}", exposure.words()));
    }
    // Nothing but the private network reaches an internal load balancer.
    if widest.way == Way::InternalLoadBalancer {
        hit = hit.severity(Severity::Low);
    }
    hit.into()
}

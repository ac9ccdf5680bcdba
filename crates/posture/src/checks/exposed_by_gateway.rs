use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "exposed-by-gateway",
    title: "Workload is published through a gateway",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Take the workload out of the route if it is not meant for the outside, or limit the route to the paths that are.",
    techniques: &["T1190"],
    aliases: &["kubescape:C-0266"],
    page: include_str!("exposed_by_gateway.md"),
    needs: &["Service", "HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute", "VirtualService"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    let ways = p.cx.exposures().of(&p.cx.estate, p.facts);
    let ways: Vec<_> = ways.iter().filter(|e| e.way.is_gateway()).collect();
    let Some(first) = ways.first() else { return Verdict::Pass };
    let mut hit =
        Hit::at("/labels", format!("is reachable from outside through {}", first.words())).in_metadata();
    for exposure in ways.iter().skip(1) {
        hit = hit.fact(format!("also through {}", exposure.words()));
    }
    hit.into()
}

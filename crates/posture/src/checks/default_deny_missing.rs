use crate::pod_index::namespace_of;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "default-deny-missing",
    title: "Ingress and egress are not both denied by default",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Add a NetworkPolicy with an empty podSelector and policyTypes Ingress and Egress to the namespace.",
    techniques: &[],
    aliases: &["kubescape:C-0030"],
    page: include_str!("default_deny_missing.md"),
    needs: &["NetworkPolicy"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    if p.facts.host_network {
        return Verdict::NotApplicable;
    }
    let (cx, net) = (p.cx, p.cx.net());
    let isolation = net.isolation(&cx.estate, p.facts);
    let message = match (isolation.ingress, isolation.egress) {
        (true, true) => return Verdict::Pass,
        (false, false) => "may be reached from anywhere and may connect anywhere",
        (false, true) => "may be reached from anywhere: no policy denies its ingress by default",
        (true, false) => "may connect anywhere: no policy denies its egress by default",
    };
    if net.other_policies(namespace_of(cx.snapshot(), p.facts)) {
        return Verdict::NotAssessed("policies of the network plugin may deny the rest");
    }
    Hit::at("/labels", message).in_metadata().if_nothing_else(cx).into()
}

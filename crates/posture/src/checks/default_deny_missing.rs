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
    let Some(open) = net.openness(cx.snapshot(), p.facts) else { return Verdict::NotApplicable };
    let message = match (open.ingress, open.egress) {
        (false, false) => return Verdict::Pass,
        (true, true) => "may be reached from anywhere and may connect anywhere",
        (true, false) => "may be reached from anywhere: no policy denies its ingress by default",
        (false, true) => "may connect anywhere: no policy denies its egress by default",
    };
    if net.is_doubtful(namespace_of(cx.snapshot(), p.facts)) {
        return Verdict::NotAssessed("a policy that is not known in full may deny the rest");
    }
    Hit::at("/labels", message).in_metadata().if_nothing_else(cx).into()
}

use holdfast_inventory::view::SecurityContextConstraints;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "scc-privileged",
    title: "SecurityContextConstraints allow privileged containers",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set allowPrivilegedContainer to false and grant the privileged constraints only to the accounts that need them.",
    techniques: &[],
    aliases: &["kube-linter:scc-deny-privileged-container"],
    page: include_str!("scc_privileged.md"),
    needs: &[],
    judge: Judge::Object(&["SecurityContextConstraints"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.object.group() != "security.openshift.io" {
        return Verdict::NotApplicable;
    }
    let Some(scc) = o.object.view::<SecurityContextConstraints<'_>>() else { return Verdict::NotApplicable };
    if scc.allow_privileged_container != Some(true) {
        return Verdict::Pass;
    }
    let mut hit = Hit::at("/allowPrivilegedContainer", "allows privileged containers")
        .value(true)
        .set("/allowPrivilegedContainer", false);
    for who in scc.users.iter().chain(&scc.groups) {
        hit = hit.fact(format!("open to {who}"));
    }
    // OpenShift ships it; what counts is who may use it.
    if o.object.name() == "privileged" {
        hit = hit.severity(Severity::Low);
    }
    hit.into()
}

use holdfast_inventory::view::{NetworkPolicySpec, Str};

use crate::net::is_any_address;
use crate::pod_index::namespace_of;
use crate::prelude::*;
use crate::sandbox::is_untrusted;

pub(super) static CHECK: Check = Check {
    id: "sandbox-egress-open",
    title: "Untrusted workload may connect to anywhere",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Add a network policy for the workload with policyTypes [Egress] that allows only what it needs.",
    techniques: &[],
    aliases: &["kubescape:C-0301"],
    page: include_str!("sandbox_egress_open.md"),
    needs: &["NetworkPolicy"],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    if !is_untrusted(pod) {
        return Verdict::NotApplicable;
    }
    if pod.spec().host_network == Some(true) {
        let message = "runs untrusted code on its node's network, where no network policy holds";
        return Hit::at("/hostNetwork", message).value(true).into();
    }
    let cx = pod.cx;
    let open = cx.net().openness(cx.snapshot(), pod.facts);
    if open.is_some_and(|open| !open.egress) || is_managed(pod) {
        return Verdict::Pass;
    }
    if cx.net().is_doubtful(namespace_of(cx.snapshot(), pod.facts)) {
        return Verdict::NotAssessed("a policy that is not known in full may limit it");
    }
    let message = "runs untrusted code and may connect to anywhere: no network policy limits its egress";
    let hit = Hit::at("/labels", message).in_metadata();
    if cx.from_files() { hit.confidence(Confidence::Low).into() } else { hit.into() }
}

/// A SandboxTemplate brings its own network policy unless it says otherwise: the one written in it, or the controller's,
/// which keeps the pod from the cluster's networks.
fn is_managed(pod: &PodCx<'_, '_>) -> bool {
    if pod.object.kind() != "SandboxTemplate" {
        return false;
    }
    let management = pod.object.view_at::<Str<'_>>("/spec/networkPolicyManagement");
    if management.is_some_and(|management| management == "Unmanaged") {
        return false;
    }
    let written = pod.object.view_at::<Option<NetworkPolicySpec<'_>>>("/spec/networkPolicy").flatten();
    let rules = written.iter().flat_map(|policy| policy.egress.iter()).flat_map(|rules| rules.iter());
    let mut open = rules
        .filter(|rule| rule.ports.is_empty() && (rule.to.is_empty() || rule.to.iter().any(is_any_address)));
    open.next().is_none()
}

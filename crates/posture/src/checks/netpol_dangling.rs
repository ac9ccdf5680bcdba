use holdfast_inventory::view::NetworkPolicy;

use crate::net::is_network_policy;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "netpol-dangling",
    title: "NetworkPolicy selects no pod",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Correct the podSelector, or delete the policy.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0299",
        "kube-linter:dangling-networkpolicy",
        "kube-score:networkpolicy-targets-pod",
    ],
    page: include_str!("netpol_dangling.md"),
    needs: &[
        "CronJob",
        "DaemonSet",
        "Deployment",
        "Job",
        "Pod",
        "ReplicaSet",
        "ReplicationController",
        "StatefulSet",
    ],
    judge: Judge::Object(&["NetworkPolicy"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if !is_network_policy(o.object) {
        return Verdict::NotApplicable;
    }
    let Some(policy) = o.object.view::<NetworkPolicy<'_>>() else { return Verdict::NotApplicable };
    let selector = &policy.spec.pod_selector;
    // An empty selector also waits for the pods to come.
    if selector.is_empty() || o.cx.pods().select(o.object.namespace(), selector).next().is_some() {
        return Verdict::Pass;
    }
    let message =
        format!("no workload in {} matches its podSelector: it protects nothing", o.object.namespace());
    Hit::at("/spec/podSelector", message).if_nothing_else(o.cx).into()
}

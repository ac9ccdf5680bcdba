use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "namespace-without-netpol",
    title: "Namespace has no NetworkPolicy",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Add a NetworkPolicy that selects every pod of the namespace and denies ingress and egress, then allow what is needed.",
    techniques: &["T1046"],
    aliases: &["kubescape:C-0206"],
    page: include_str!("namespace_without_netpol.md"),
    needs: &["NetworkPolicy"],
    judge: Judge::Object(&["Namespace"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let name = o.object.name();
    // Nothing runs in these two.
    if matches!(name, "kube-public" | "kube-node-lease") {
        return Verdict::NotApplicable;
    }
    let net = o.cx.net();
    let message = match (net.selects(name), net.has_policy(name)) {
        (None, true) | (Some(true), _) => return Verdict::Pass,
        (Some(false), true) => {
            "has policies that select none of its pods: every pod of the cluster may talk to them"
        }
        (_, false) => "has no NetworkPolicy: every pod of the cluster may talk to every pod in it",
    };
    if net.is_doubtful(name) {
        return Verdict::NotAssessed("a policy that is not known in full may cover the namespace");
    }
    Hit::at("", message).if_nothing_else(o.cx).into()
}

use holdfast_inventory::platform::is_system_namespace;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "policy-engine-missing",
    title: "No admission policy covers the namespace",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Label the namespace with pod-security.kubernetes.io/enforce: baseline or restricted, or cover it with an admission policy.",
    techniques: &[],
    aliases: &["kubescape:C-0192", "kubescape:C-0068"],
    page: include_str!("policy_engine_missing.md"),
    needs: &[
        "ValidatingWebhookConfiguration",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
    ],
    judge: Judge::Object(&["Namespace"], judge),
};

const LABEL: &str = "pod-security.kubernetes.io/enforce";

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let namespace = o.object;
    // The cluster's own pods need what the standards forbid.
    if is_system_namespace(namespace.name()) {
        return Verdict::NotApplicable;
    }
    let level = namespace.label(LABEL);
    if matches!(level, Some("baseline" | "restricted")) || o.cx.gates().covering(namespace).is_some() {
        return Verdict::Pass;
    }
    let pointer = "/metadata/labels/pod-security.kubernetes.io~1enforce";
    let hit = match level {
        Some(level) => Hit::at(
            pointer,
            format!("enforces the Pod Security level {level} and no other policy covers its pods"),
        )
        .value(level),
        None => {
            Hit::at(pointer, "accepts any pod: no Pod Security level, no admission policy, no policy webhook")
        }
    };
    hit.if_nothing_else(o.cx).into()
}

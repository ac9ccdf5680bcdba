use crate::prelude::*;
use crate::rbac::{Right, WRITE, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-webhook-config",
    title: "ClusterRole may write admission webhooks",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Limit the rule by resourceNames to the configuration that the holder owns, and drop create and delete.",
    techniques: &["T1562.001"],
    aliases: &[
        "kubescape:C-0281",
        "trivy:KSV-0114",
        "checkov:CKV_K8S_155",
        "prowler:rbac_minimize_webhook_config_access",
        "rbac-police:control_webhooks",
    ],
    page: include_str!("rbac_webhook_config.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

static RIGHT: Right = Right::new(
    WRITE,
    &[
        ("admissionregistration.k8s.io", "mutatingwebhookconfigurations"),
        ("admissionregistration.k8s.io", "validatingwebhookconfigurations"),
    ],
);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders put themselves between everybody and the API")
}

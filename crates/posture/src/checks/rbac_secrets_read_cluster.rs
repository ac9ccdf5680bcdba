use crate::prelude::*;
use crate::rbac::{READ_SECRETS, binding_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-secrets-read-cluster",
    title: "Binding lets its subjects read every secret of the cluster",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Grant secrets through RoleBindings in the namespaces that need them, by resourceNames where they are few.",
    techniques: &["T1552.007"],
    aliases: &[
        "kubescape:C-0015",
        "kubescape:C-0186",
        "trivy:KSV-0041",
        "kube-linter:access-to-secrets",
        "checkov:CKV2_K8S_5",
        "prowler:rbac_minimize_secret_access",
        "rbac-police:list_secrets",
        "rbac-police:retrieve_secrets",
        "rbac-police:retrieve_token_secrets",
    ],
    page: include_str!("rbac_secrets_read_cluster.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["ClusterRoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    binding_with(o, &READ_SECRETS, "lets its subjects read every secret of the cluster")
}

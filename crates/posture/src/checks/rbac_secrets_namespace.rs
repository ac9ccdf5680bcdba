use crate::prelude::*;
use crate::rbac::{Right, binding_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-secrets-namespace",
    title: "Binding gives access to all secrets of a namespace",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Allow get on the secrets the subject needs, by resourceNames.",
    techniques: &["T1552.007"],
    aliases: &["trivy:KSV-0113", "kube-linter:access-to-secrets", "kubescape:C-0015"],
    page: include_str!("rbac_secrets_namespace.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["RoleBinding"], judge),
};

static RIGHT: Right = Right::new(
    &["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"],
    &[("", "secrets")],
);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    binding_with(o, &RIGHT, "gives access to all secrets of its namespace")
}

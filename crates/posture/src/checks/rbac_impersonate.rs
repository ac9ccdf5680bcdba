use crate::prelude::*;
use crate::rbac::{Names, Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-impersonate",
    title: "Role may impersonate others",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove impersonate, or limit it by resourceNames to the users that the holder speaks for.",
    techniques: &["T1550.001"],
    aliases: &[
        "kubescape:C-0065",
        "kubescape:C-0191",
        "trivy:KSV-0043",
        "checkov:CKV2_K8S_3",
        "rbac-police:impersonate",
    ],
    page: include_str!("rbac_impersonate.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(
    &["impersonate"],
    &[("", "users"), ("", "groups"), ("", "serviceaccounts"), ("authentication.k8s.io", "uids")],
)
.names(Names::Any);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders act as others")
}

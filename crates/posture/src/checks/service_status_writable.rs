use crate::prelude::*;
use crate::rbac::{Right, binding_with};

pub(super) static CHECK: Check = Check {
    id: "service-status-writable",
    title: "Binding lets its subjects write the status of services",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove update and patch on services/status; only the cloud controller needs them.",
    techniques: &["T1557"],
    aliases: &["checkov:CKV2_K8S_4", "rbac-police:modify_service_status_cve_2020_8554"],
    page: include_str!("service_status_writable.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

static RIGHT: Right = Right::new(&["update", "patch"], &[("", "services/status")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    binding_with(o, &RIGHT, "lets its subjects take over external addresses")
}

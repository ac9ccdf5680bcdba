use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-delete-logs",
    title: "Role may delete pod logs",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove delete and deletecollection on pods/log.",
    techniques: &["T1070"],
    aliases: &["trivy:KSV-0042"],
    page: include_str!("rbac_delete_logs.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["delete", "deletecollection"], &[("", "pods/log")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders wipe traces")
}

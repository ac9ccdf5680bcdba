use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-pod-status",
    title: "Role may write the status of pods",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove pods/status: kubelets alone write it.",
    techniques: &["T1557"],
    aliases: &["rbac-police:modify_pod_status"],
    page: include_str!("rbac_pod_status.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["update", "patch"], &[("", "pods/status")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders draw the traffic of services to other pods")
}

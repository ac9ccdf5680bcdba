use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-ephemeral-containers",
    title: "Role may add debug containers to running pods",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Leave update and patch on pods/ephemeralcontainers to short-lived break-glass access.",
    techniques: &["T1609"],
    aliases: &["rbac-police:pods_ephemeral_ctrs"],
    page: include_str!("rbac_ephemeral_containers.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["update", "patch"], &[("", "pods/ephemeralcontainers")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders run containers inside other pods")
}

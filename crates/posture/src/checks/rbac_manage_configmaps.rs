use crate::prelude::*;
use crate::rbac::{Right, WRITE, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-manage-configmaps",
    title: "Role may write config maps",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Limit the rule by resourceNames to the config maps that the holder owns.",
    techniques: &[],
    aliases: &["trivy:KSV-0049"],
    page: include_str!("rbac_manage_configmaps.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(WRITE, &[("", "configmaps")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders change what workloads are configured with")
}

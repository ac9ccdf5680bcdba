use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-namespace-labels",
    title: "Role may change namespaces",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Leave update and patch on namespaces to the platform's pipeline.",
    techniques: &["T1562.001"],
    aliases: &[],
    page: include_str!("rbac_namespace_labels.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["update", "patch"], &[("", "namespaces")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders take off the labels that guard a namespace")
}

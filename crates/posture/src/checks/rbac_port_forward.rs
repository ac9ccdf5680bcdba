use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-port-forward",
    title: "Role may forward ports into pods",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove create on pods/portforward; publish what people need through a Service with a login.",
    techniques: &["T1609"],
    aliases: &["kubescape:C-0063"],
    page: include_str!("rbac_port_forward.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["create"], &[("", "pods/portforward")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders reach every port of its pods")
}

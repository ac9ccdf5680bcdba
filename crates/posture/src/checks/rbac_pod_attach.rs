use crate::prelude::*;
use crate::rbac::{Right, stream_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-pod-attach",
    title: "Binding lets its subjects attach to running containers",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove create on pods/attach; use short-lived break-glass access where a shell is needed.",
    techniques: &["T1609"],
    aliases: &["trivy:KSV-0054", "polaris:clusterrolePodExecAttach", "polaris:rolePodExecAttach"],
    page: include_str!("rbac_pod_attach.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

static RIGHT: Right = Right::new(&["create"], &[("", "pods/attach")]);
/// What the web socket protocol asks for.
static UPGRADE: Right = Right::new(&["get"], &[("", "pods/attach")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    stream_with(o, [&RIGHT, &UPGRADE], "lets its subjects attach to running containers")
}

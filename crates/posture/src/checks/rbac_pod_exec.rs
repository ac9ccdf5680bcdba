use crate::prelude::*;
use crate::rbac::{Right, stream_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-pod-exec",
    title: "Binding lets its subjects run commands in pods",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove create on pods/exec; use short-lived break-glass access where a shell is needed.",
    techniques: &["T1609"],
    aliases: &[
        "kubescape:C-0002",
        "trivy:KSV-0053",
        "polaris:clusterrolePodExecAttach",
        "polaris:rolePodExecAttach",
        "polaris:clusterrolebindingPodExecAttach",
        "polaris:rolebindingClusterRolePodExecAttach",
        "polaris:rolebindingRolePodExecAttach",
        "checkov:CKV2_K8S_2",
        "rbac-police:pods_exec",
    ],
    page: include_str!("rbac_pod_exec.md"),
    needs: &["ClusterRole", "Role"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

static RIGHT: Right = Right::new(&["create"], &[("", "pods/exec")]);
/// What the web socket protocol asks for.
static UPGRADE: Right = Right::new(&["get"], &[("", "pods/exec")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    stream_with(o, [&RIGHT, &UPGRADE], "lets its subjects run commands in pods")
}

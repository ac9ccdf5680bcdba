use crate::prelude::*;
use crate::rbac::{CHANGE, Right, WORKLOADS, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-create-workloads",
    title: "Role may create or change workloads",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Leave the creation of pods and controllers to the deployment pipeline; give others read access.",
    techniques: &["T1610"],
    aliases: &[
        "kubescape:C-0188",
        "trivy:KSV-0048",
        "kube-linter:access-to-create-pods",
        "prowler:rbac_minimize_pod_creation_access",
        "rbac-police:assign_sa",
        "rbac-police:modify_pods",
    ],
    page: include_str!("rbac_create_workloads.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(CHANGE, WORKLOADS);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders run pods")
}

use crate::prelude::*;
use crate::rbac::{Right, role_in};

pub(super) static CHECK: Check = Check {
    id: "rbac-controller-leases",
    title: "Role may take the leases of the control plane",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Limit the rule by resourceNames to the holder's own lease, or move it to its own namespace.",
    techniques: &["T1499"],
    aliases: &[],
    page: include_str!("rbac_controller_leases.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right =
    Right::new(&["update", "patch", "delete", "deletecollection"], &[("coordination.k8s.io", "leases")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_in(o, "kube-system", &RIGHT, "lets its holders stop the scheduler and the controllers")
}

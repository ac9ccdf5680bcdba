use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-create-pv",
    title: "ClusterRole may create persistent volumes",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Leave persistent volumes to the storage provisioner; let people create claims.",
    techniques: &["T1611"],
    aliases: &["kubescape:C-0278", "prowler:rbac_minimize_pv_creation_access"],
    page: include_str!("rbac_create_pv.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["create"], &[("", "persistentvolumes")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders mount any directory of a node")
}

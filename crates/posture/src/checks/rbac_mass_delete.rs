use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-mass-delete",
    title: "Role may delete workloads or data",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove delete and deletecollection, or limit them by resourceNames.",
    techniques: &["T1485"],
    aliases: &["kubescape:C-0007"],
    page: include_str!("rbac_mass_delete.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(
    &["delete", "deletecollection"],
    &[
        ("", "configmaps"),
        ("", "namespaces"),
        ("", "persistentvolumeclaims"),
        ("", "persistentvolumes"),
        ("", "pods"),
        ("", "replicationcontrollers"),
        ("", "secrets"),
        ("", "services"),
        ("apps", "daemonsets"),
        ("apps", "deployments"),
        ("apps", "replicasets"),
        ("apps", "statefulsets"),
        ("batch", "cronjobs"),
        ("batch", "jobs"),
    ],
);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders destroy workloads or data")
}

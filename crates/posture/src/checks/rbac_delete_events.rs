use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-delete-events",
    title: "Role may delete events",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove delete and deletecollection on events.",
    techniques: &["T1070"],
    aliases: &["kubescape:C-0031"],
    page: include_str!("rbac_delete_events.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right =
    Right::new(&["delete", "deletecollection"], &[("", "events"), ("events.k8s.io", "events")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders wipe traces")
}

use crate::prelude::*;
use crate::rbac::{Names, RBAC, Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-escalate",
    title: "Role may grant rights beyond its own",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the escalate verb; let the API server compare rights before a role is written.",
    techniques: &["T1098.006"],
    aliases: &["kubescape:C-0191", "checkov:CKV_K8S_158", "rbac-police:escalate_roles"],
    page: include_str!("rbac_escalate.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["escalate"], &[(RBAC, "roles"), (RBAC, "clusterroles")]).names(Names::Any);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lifts the limit on writing roles")
}

use crate::prelude::*;
use crate::rbac::{any_role, binds_privileged};

pub(super) static CHECK: Check = Check {
    id: "rbac-bind",
    title: "Role may bind roles it does not hold",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the bind verb, or limit it by resourceNames to roles without privileges.",
    techniques: &["T1098.006"],
    aliases: &["kubescape:C-0191", "checkov:CKV_K8S_157", "rbac-police:bind_roles"],
    page: include_str!("rbac_bind.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    any_role(o, |index, role| {
        let seen = binds_privileged(index, role, &["clusterroles", "roles"])?;
        Some((seen.rule, seen.says(index, "lifts the limit on binding roles")))
    })
}

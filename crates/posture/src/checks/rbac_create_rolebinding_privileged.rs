use crate::prelude::*;
use crate::rbac::{RBAC, Right, any_role, binds_privileged, find, widest};

pub(super) static CHECK: Check = Check {
    id: "rbac-create-rolebinding-privileged",
    title: "Role may bind privileged roles in its namespaces",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove create on rolebindings, or limit bind by resourceNames to roles without privileges.",
    techniques: &["T1098.006"],
    aliases: &["trivy:KSV-0051", "checkov:CKV2_K8S_1"],
    page: include_str!("rbac_create_rolebinding_privileged.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static CREATE: Right = Right::new(&["create"], &[(RBAC, "rolebindings")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    any_role(o, |index, role| {
        find(index, role, &CREATE, widest(role))?;
        let seen = binds_privileged(index, role, &["clusterroles", "roles"])?;
        Some((seen.rule, seen.says(index, "with create on rolebindings, hands out rights it does not hold")))
    })
}

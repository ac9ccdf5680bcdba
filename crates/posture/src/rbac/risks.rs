use crate::check::Check;

/// Checks about who may do what whose ids do not say so.
const OTHERS: &[&str] = &[
    "anonymous-bound",
    "authenticated-bound",
    "cluster-admin-bound",
    "default-sa-bound",
    "masters-bound",
    "sa-container-access",
    "service-status-writable",
    "workload-admin-role",
    "workload-cluster-takeover",
];

/// True for the checks that `holdfast rbac risks` runs.
pub fn is_rbac_risk(check: &Check) -> bool {
    check.id.starts_with("rbac-") || OTHERS.contains(&check.id)
}

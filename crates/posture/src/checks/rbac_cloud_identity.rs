use crate::prelude::*;
use crate::rbac::{CHANGE, Right, WORKLOADS, combined_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-cloud-identity",
    title: "A subject can give its pods a cloud identity",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Separate the rights: accounts are made by the platform, workloads by the team.",
    techniques: &["T1078"],
    aliases: &["rbac-police:providerIAM"],
    page: include_str!("rbac_cloud_identity.md"),
    needs: &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

static ACCOUNTS: Right = Right::new(CHANGE, &[("", "serviceaccounts")]);
static RUN: Right = Right::new(CHANGE, WORKLOADS);
static TOKENS: Right = Right::new(&["create"], &[("", "serviceaccounts/token")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let says = "may annotate accounts with a cloud identity and use them";
    match combined_with(o, &[&ACCOUNTS, &RUN], says) {
        Verdict::Pass => combined_with(o, &[&ACCOUNTS, &TOKENS], says),
        verdict => verdict,
    }
}

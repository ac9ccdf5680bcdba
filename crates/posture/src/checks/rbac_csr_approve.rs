use crate::prelude::*;
use crate::rbac::{CSR_APPROVAL, Reach, SIGNERS, any_role, find, held_beside};

pub(super) static CHECK: Check = Check {
    id: "rbac-csr-approve",
    title: "ClusterRole may approve client certificates",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Limit approve on signers by resourceNames to signers that do not vouch for cluster identities.",
    techniques: &["T1078"],
    aliases: &[
        "kubescape:C-0280",
        "checkov:CKV_K8S_156",
        "prowler:rbac_minimize_csr_approval_access",
        "rbac-police:approve_csrs",
    ],
    page: include_str!("rbac_csr_approve.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    any_role(o, |index, role| {
        let seen = find(index, role, &CSR_APPROVAL, Reach::Cluster)?;
        let own = find(index, role, &SIGNERS, Reach::Cluster).is_some();
        (own || held_beside(index, role, &SIGNERS))
            .then(|| (seen.rule, seen.says(index, "lets its holders approve certificates for any user")))
    })
}

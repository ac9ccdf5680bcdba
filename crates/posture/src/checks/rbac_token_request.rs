use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-token-request",
    title: "Role may issue tokens for service accounts",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Limit the rule by resourceNames to the accounts that the holder issues tokens for.",
    techniques: &["T1528"],
    aliases: &[
        "kubescape:C-0282",
        "prowler:rbac_minimize_service_account_token_creation",
        "rbac-police:token_request",
    ],
    page: include_str!("rbac_token_request.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["create"], &[("", "serviceaccounts/token")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders become any service account")
}

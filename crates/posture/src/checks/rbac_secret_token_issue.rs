use crate::prelude::*;
use crate::rbac::{Names, Right, combined_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-secret-token-issue",
    title: "A subject can make itself tokens of other accounts through secrets",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Separate the two: whoever creates secrets should not read them, or let an operator write them from a vault.",
    techniques: &["T1528"],
    aliases: &["rbac-police:issue_token_secrets"],
    page: include_str!("rbac_secret_token_issue.md"),
    needs: &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

static CREATE: Right = Right::new(&["create"], &[("", "secrets")]);
/// The name of the secret is the attacker's choice, so rights on a few names will do.
static READ: Right = Right::new(&["get", "list", "watch"], &[("", "secrets")]).names(Names::Any);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    combined_with(o, &[&CREATE, &READ], "may create secrets and read them: tokens of every account there")
}

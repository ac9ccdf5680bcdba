use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "secret-get",
    title: "Grant lets read Secrets",
    family: Family::Identity,
    story: "reads, name by name,",
    fix: "Name the Secrets that are needed (resourceNames), or take the rule out.",
    cost: 2,
    techniques: &["T1552.007", "T1110"],
    aliases: &["kubehound:TOKEN_BRUTEFORCE", "rbac-police:get_secrets"],
    page: include_str!("secret_get.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may(&["get"], "", "secrets") {
        emit.secrets_of(&allowed);
    }
}

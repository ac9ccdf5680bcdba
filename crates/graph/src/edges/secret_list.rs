use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "secret-list",
    title: "Grant lets list Secrets",
    family: Family::Identity,
    story: "lists and reads",
    fix: "Take list and watch of secrets out of the role.",
    cost: 1,
    techniques: &["T1552.007"],
    aliases: &["kubehound:TOKEN_LIST", "icekube:GET_AUTHENTICATION_TOKEN_FOR", "rbac-police:list_secrets"],
    page: include_str!("secret_list.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may(&["list", "watch"], "", "secrets") {
        emit.secrets_of(&allowed);
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "token-secret-create",
    title: "Identity may make token Secrets and read them",
    family: Family::Identity,
    story: "makes a Secret that the API server fills with a token, and reads it, of",
    fix: "Take create of Secrets out of the role, or its reading.",
    cost: 2,
    techniques: &["T1528", "T1552.007"],
    aliases: &["icekube:CREATE_SECRET_WITH_TOKEN", "rbac-police:issue_token_secrets"],
    page: include_str!("token_secret_create.md"),
    find: &[Find::Identity(find)],
};

fn creates(g: &GrantCx<'_, '_>) -> bool {
    g.may(&["create"], "", "secrets").is_some()
}

/// Of any name: the name of the new Secret is the attacker's choice only where names do not matter.
fn reads(g: &GrantCx<'_, '_>) -> bool {
    g.may(&["get", "list", "watch"], "", "secrets").is_some_and(|allowed| allowed.names.is_empty())
}

fn find(id: &IdentityCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let alone = id.grants.iter().filter(|g| creates(g) && reads(g)).map(GrantCx::namespace);
    let mut scopes: Vec<&str> = alone.chain(id.only_together(creates, reads)).collect();
    scopes.sort_unstable();
    scopes.dedup();
    let Some(allowed) = id.may(&["create"], "", "secrets") else { return };
    for scope in scopes {
        let to = emit.accounts(scope);
        emit.to(to, allowed.proof.clone());
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "token-request",
    title: "Grant lets make tokens of service accounts",
    family: Family::Identity,
    story: "has the API server make a token of",
    fix: "Take serviceaccounts/token out of the role, or name the accounts (resourceNames).",
    cost: 1,
    techniques: &["T1528"],
    aliases: &["icekube:GENERATE_TOKEN", "rbac-police:token_request"],
    page: include_str!("token_request.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let Some(allowed) = g.may(&["create"], "", "serviceaccounts/token") else { return };
    if allowed.names.is_empty() {
        let to = emit.accounts(allowed.namespace);
        emit.to(to, allowed.proof);
        return;
    }
    for name in &allowed.names {
        for namespace in emit.namespaces_of_account(allowed.namespace, name) {
            let to = emit.account(&namespace, name);
            emit.to(to, allowed.proof.clone());
        }
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "identity-impersonate",
    title: "Grant lets act as others",
    family: Family::Identity,
    story: "acts as",
    fix: "Take impersonate out of the role, or name whom (resourceNames).",
    cost: 1,
    techniques: &["T1078", "T1550"],
    aliases: &["kubehound:IDENTITY_IMPERSONATE", "icekube:CAN_IMPERSONATE", "rbac-police:impersonate"],
    page: include_str!("identity_impersonate.md"),
    find: &[Find::Grant(find)],
};

use crate::facts::Scoped;

const NO_EFFECT: &str = "granted in a namespace only: users and groups are impersonated across the cluster, so this has no effect until it is bound there";

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may(&["impersonate"], "", "serviceaccounts") {
        if allowed.names.is_empty() {
            let accounts = emit.accounts(allowed.namespace);
            emit.to(accounts, allowed.proof);
        } else if !allowed.namespace.is_empty() {
            for name in &allowed.names {
                let account = emit.account(allowed.namespace, name);
                emit.to(account, allowed.proof.clone());
            }
        }
    }
    for (resource, kind) in [("users", VertexKind::User), ("groups", VertexKind::Group)] {
        if let Some(allowed) = g.may(&["impersonate"], "", resource) {
            of_cluster(&allowed, kind, emit);
        }
    }
}

fn of_cluster(allowed: &Scoped<'_>, kind: VertexKind, emit: &mut Emit<'_, '_>) {
    let mut proof = allowed.proof.clone();
    if !allowed.namespace.is_empty() {
        proof = proof.latent();
        proof.says = NO_EFFECT.into();
    }
    if allowed.names.is_empty() {
        // Nobody who may be any group stops short of system:masters.
        let to = if kind == VertexKind::Group { emit.cluster_admin() } else { emit.users() };
        emit.to(to, proof);
        return;
    }
    for name in &allowed.names {
        let to = emit.vertex(kind, "", name);
        emit.to(to, proof.clone());
    }
}

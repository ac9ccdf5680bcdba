use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "role-bind",
    title: "Identity may bind roles it does not hold",
    family: Family::ControlPlane,
    story: "binds a role that gives",
    fix: "Take bind, or the writing of bindings, out of the role.",
    cost: 1,
    techniques: &["T1098.006"],
    aliases: &["kubehound:ROLE_BIND", "icekube:RBAC_BIND_TO", "rbac-police:bind_verb"],
    page: include_str!("role_bind.md"),
    find: &[Find::Grant(alone), Find::Identity(together)],
};

use crate::facts::Ask;

const RBAC: &str = "rbac.authorization.k8s.io";
const WRITE: &[&str] = &["create", "patch", "update"];

fn writes_bindings(g: &GrantCx<'_, '_>) -> bool {
    g.may(WRITE, RBAC, "rolebindings").is_some()
}

fn writes_cluster_bindings(g: &GrantCx<'_, '_>) -> bool {
    g.may_cluster(WRITE, RBAC, "clusterrolebindings").is_some()
}

fn binds_cluster_roles(g: &GrantCx<'_, '_>) -> bool {
    g.may(&["bind"], RBAC, "clusterroles").is_some_and(|allowed| leads_up(&allowed.names))
}

fn binds_roles(g: &GrantCx<'_, '_>) -> bool {
    g.may(&["bind"], RBAC, "roles").is_some()
}

/// Any role, or one that is worth binding.
fn leads_up(names: &[&str]) -> bool {
    names.is_empty() || names.iter().any(|name| matches!(*name, "cluster-admin" | "admin" | "edit"))
}

/// What is written, what is bound, and what comes of it.
const WAYS: &[(Ask, Ask, Gain)] = &[
    (writes_cluster_bindings, binds_cluster_roles, Gain::Cluster),
    (writes_bindings, binds_cluster_roles, Gain::Namespace),
    (writes_bindings, binds_roles, Gain::Roles),
];

#[derive(Clone, Copy)]
enum Gain {
    Cluster,
    Namespace,
    Roles,
}

fn alone(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    for (write, bind, gain) in WAYS {
        if write(g) && bind(g) {
            let bound = [(&["bind"][..], "clusterroles"), (&["bind"], "roles")];
            let rule = bound.iter().find_map(|(verbs, resource)| g.may(verbs, RBAC, resource));
            gained(g.namespace(), *gain, rule.map(|allowed| allowed.proof).unwrap_or_default(), emit);
        }
    }
}

/// One rule for writing and another, of another binding, for binding.
fn together(id: &IdentityCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    for (write, bind, gain) in WAYS {
        for scope in id.only_together(*write, *bind) {
            if matches!(gain, Gain::Cluster) && !scope.is_empty() {
                continue;
            }
            let rule = id.may(&["bind"], RBAC, "clusterroles").or_else(|| id.may(&["bind"], RBAC, "roles"));
            gained(scope, *gain, rule.map(|allowed| allowed.proof).unwrap_or_default(), emit);
        }
    }
}

fn gained(namespace: &str, gain: Gain, proof: Proof, emit: &mut Emit<'_, '_>) {
    match gain {
        Gain::Cluster => {
            let to = emit.cluster_admin();
            emit.to(to, proof);
        }
        Gain::Namespace => emit.namespace_admin(namespace, &proof),
        Gain::Roles => {
            let to = emit.roles(namespace);
            emit.to(to, proof);
        }
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "contains",
    title: "One of many",
    family: Family::Structure,
    story: "includes",
    fix: "It is what the word every means.",
    cost: 0,
    techniques: &[],
    aliases: &[],
    page: include_str!("contains.md"),
    find: &[Find::Estate(find)],
};

use std::collections::BTreeSet;

use holdfast_rbac::{RoleKind, Scope};

const ALL: &str = "the whole includes its parts";

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    namespaces(facts, emit);
    members(facts, emit);
    let nodes = emit.every_node();
    for node in &facts.nodes {
        let to = emit.node(node.name);
        emit.edge(nodes, to, Proof::fact(ALL));
    }
    let users = emit.users();
    let subjects = facts.rbac.bindings().iter().flat_map(|b| b.subjects.iter().flatten());
    for subject in subjects.copied().collect::<BTreeSet<_>>() {
        if matches!(subject, holdfast_rbac::Subject::User(_)) && facts.rbac.account(subject).is_none() {
            let to = emit.subject(subject);
            emit.edge(users, to, Proof::fact(ALL));
        }
    }
}

fn namespaces<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    let all = [emit.pods(""), emit.accounts(""), emit.secrets(""), emit.roles("")];
    for namespace in facts.namespaces.keys() {
        let own =
            [emit.pods(namespace), emit.accounts(namespace), emit.secrets(namespace), emit.roles(namespace)];
        for (from, to) in all.into_iter().zip(own) {
            emit.edge(from, to, Proof::fact(ALL));
        }
    }
}

fn members<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    for (at, class) in facts.numbered() {
        let pods = emit.pods(class.namespace());
        emit.edge(pods, End::Class(at), Proof::fact(ALL));
    }
    for (namespace, name) in &facts.accounts {
        let (from, to) = (emit.accounts(namespace), emit.account(namespace, name));
        emit.edge(from, to, Proof::fact(ALL));
    }
    for secret in facts.estate.secrets() {
        let namespace = secret.object.namespace();
        let (from, to) = (emit.secrets(namespace), emit.secret(namespace, secret.object.name()));
        emit.edge(from, to, Proof::fact(ALL));
    }
    for role in facts.rbac.roles().iter().filter(|r| r.kind == RoleKind::Role && r.object.is_some()) {
        let (from, to) = (emit.roles(role.namespace), emit.grant(role, Scope::Namespace(role.namespace)));
        emit.edge(from, to, Proof::fact(ALL));
    }
}

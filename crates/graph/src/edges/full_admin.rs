use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "full-admin",
    title: "Grant allows everything",
    family: Family::ControlPlane,
    story: "allows everything, and so is",
    fix: "Bind a role that allows what is used.",
    cost: 0,
    techniques: &["T1078"],
    aliases: &["icekube:IS_CLUSTER_ADMIN"],
    page: include_str!("full_admin.md"),
    find: &[Find::Grant(find), Find::Estate(masters)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if !g.namespace().is_empty() {
        return;
    }
    let rbac = &g.facts.rbac;
    let star = |words: &[holdfast_inventory::Sym]| rbac.texts(words).any(|word| word == "*");
    let all = rbac.rules_of(g.role).find(|rule| {
        let words = &rule.words;
        words.names.is_empty() && star(&words.verbs) && star(&words.groups) && star(&words.resources)
    });
    if let Some(rule) = all {
        let admin = emit.cluster_admin();
        emit.to(admin, g.proof(rule));
    }
}

/// Members of one group are not asked for permission at all.
fn masters<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    let used = facts.rbac.word("system:masters").is_some();
    if used {
        let (group, admin) = (emit.vertex(VertexKind::Group, "", "system:masters"), emit.cluster_admin());
        emit.edge(group, admin, Proof::fact("members of system:masters pass every authorizer unasked"));
    }
}

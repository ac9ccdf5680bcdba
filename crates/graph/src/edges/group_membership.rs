use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "group-membership",
    title: "Identity is in a group by its nature",
    family: Family::Identity,
    story: "is a member of",
    fix: "Take the group out of the bindings: its members cannot leave it.",
    cost: 0,
    techniques: &["T1069"],
    aliases: &[],
    page: include_str!("group_membership.md"),
    find: &[Find::Estate(find)],
};

use holdfast_rbac::Subject;

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    let bound = |group: &str| {
        facts.rbac.word(group).is_some_and(|word| facts.rbac.held_by(Subject::Group(word)).next().is_some())
    };
    let everybody = bound("system:authenticated");
    for (namespace, name) in &facts.accounts {
        let account = emit.account(namespace, name);
        for group in ["system:serviceaccounts".to_owned(), format!("system:serviceaccounts:{namespace}")] {
            if bound(&group) {
                let to = emit.vertex(VertexKind::Group, "", &group);
                emit.edge(account, to, Proof::fact("every service account is in it"));
            }
        }
        if everybody {
            let to = emit.vertex(VertexKind::Group, "", "system:authenticated");
            emit.edge(account, to, Proof::fact("everybody who proves an identity is in it"));
        }
    }
    if !everybody {
        return;
    }
    let subjects = facts.rbac.bindings().iter().flat_map(|b| b.subjects.iter().flatten());
    let people = subjects
        .filter(|s| facts.rbac.account(**s).is_none())
        .copied()
        .collect::<std::collections::BTreeSet<_>>();
    let all = emit.vertex(VertexKind::Group, "", "system:authenticated");
    for subject in people {
        let nobody =
            matches!(subject, Subject::Group(name) if facts.rbac.text(name) == "system:unauthenticated");
        if !nobody {
            let from = emit.subject(subject);
            emit.edge(from, all, Proof::fact("everybody who proves an identity is in it"));
        }
    }
}

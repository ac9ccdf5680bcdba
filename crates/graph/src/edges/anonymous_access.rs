use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "anonymous-access",
    title: "Requests without credentials are granted something",
    family: Family::Identity,
    story: "sends requests without any credentials as",
    fix: "Bind nothing to system:anonymous and system:unauthenticated.",
    cost: 0,
    techniques: &["T1078.001", "T1133"],
    aliases: &["krane:anonymous-binding", "kubiscan:anonymous"],
    page: include_str!("anonymous_access.md"),
    find: &[Find::Estate(find)],
};

use holdfast_rbac::Subject;

const NOBODY: &[(VertexKind, &str)] =
    &[(VertexKind::Group, "system:unauthenticated"), (VertexKind::User, "system:anonymous")];

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    let rbac = &facts.rbac;
    for (kind, name) in NOBODY {
        let granted = rbac.bindings().iter().find(|binding| {
            let named = binding.subjects.iter().flatten().any(|subject| match (*subject, kind) {
                (Subject::Group(group), VertexKind::Group) => rbac.text(group) == *name,
                (Subject::User(user), VertexKind::User) => rbac.text(user) == *name,
                _ => false,
            });
            // Versions and health are open to all by default.
            let role = binding.role.map(|role| rbac.role(role));
            named && role.is_some_and(|role| rbac.rules_of(role).any(|rule| !rule.words.resources.is_empty()))
        });
        if let Some(binding) = granted {
            let (from, to) =
                (emit.vertex(VertexKind::Internet, "", "internet"), emit.vertex(*kind, "", name));
            let says = format!("the binding grants rights to {name}: no credentials are needed");
            emit.edge(from, to, Proof::field(binding.object.id(), "/subjects", says));
        }
    }
}

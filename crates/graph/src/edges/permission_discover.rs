use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "permission-discover",
    title: "Subject is bound to a role",
    family: Family::Identity,
    story: "holds",
    fix: "Take the subject out of the binding.",
    cost: 0,
    techniques: &["T1069"],
    aliases: &["kubehound:PERMISSION_DISCOVER"],
    page: include_str!("permission_discover.md"),
    find: &[Find::Estate(find)],
};

use holdfast_model::PatchOp;

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    for binding in facts.rbac.bindings() {
        let Some(role) = binding.role.map(|id| facts.rbac.role(id)) else { continue };
        let default = binding.object.label("kubernetes.io/bootstrapping").is_some();
        let grant = emit.grant(role, binding.scope);
        for (at, subject) in binding.subjects.iter().enumerate() {
            let Some(subject) = *subject else { continue };
            let pointer = format!("/subjects/{at}");
            let name = facts.rbac.subject_text(subject);
            // Nobody relies on what the default account holds.
            let effort = if name.ends_with("/default") { 2 } else { 4 };
            let fix = (!default).then(|| {
                let ops = vec![PatchOp::Remove { path: pointer.clone() }];
                Fix::patch(binding.object.id(), format!("Take {name} out of {binding}"), ops, effort)
            });
            let says = format!("{binding} binds {name} to {role}");
            let from = emit.subject(subject);
            emit.edge(from, grant, Proof::field(binding.object.id(), pointer, says).value(name).fix(fix));
        }
    }
}

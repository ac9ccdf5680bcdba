use crate::prelude::*;
use crate::rbac::{RBAC, bound};
use holdfast_rbac::{Allowed, Request};

pub(super) static CHECK: Check = Check {
    id: "rbac-self-extend-binding",
    title: "Subjects of a binding may add others to it",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Remove update and patch on rolebindings from the subjects of the binding.",
    techniques: &["T1098.006"],
    aliases: &["trivy:KSV-0055"],
    page: include_str!("rbac_self_extend_binding.md"),
    needs: &["ClusterRole", "ClusterRoleBinding", "Role"],
    judge: Judge::Object(&["RoleBinding"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let bound = match bound(o) {
        Ok(bound) => bound,
        Err(verdict) => return verdict,
    };
    let index = o.cx.rbac();
    let (namespace, name) = (o.object.namespace(), o.object.name());
    let grant = bound.subjects.iter().find_map(|subject| {
        let who = index.identity_of(*subject);
        ["update", "patch"].iter().find_map(|verb| {
            let request = Request::resource(verb, RBAC, "rolebindings").in_namespace(namespace).named(name);
            match index.can(&who, &request)? {
                Allowed::By(grant) => Some(grant),
                Allowed::Superuser => None,
            }
        })
    });
    let Some(grant) = grant else { return Verdict::Pass };
    let who = index.subject_text(grant.subject);
    let hit = Hit::at("/roleRef", format!("{who} may add others to this binding")).value(bound.role);
    hit.fact(format!("{who} -> {} -> {} -> {}", grant.binding, grant.role, index.rule_text(grant.rule)))
        .into()
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "ingress-annotation",
    title: "Grant lets write configuration into ingress-nginx",
    family: Family::ControlPlane,
    story: "writes configuration, through an annotation, into",
    fix: "Move off ingress-nginx, which gets no fixes any more, or forbid its snippet annotations.",
    cost: 4,
    techniques: &["T1190", "T1609"],
    aliases: &["rbac-police:create_ingress"],
    page: include_str!("ingress_annotation.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let Some(allowed) = g.may(&["create", "patch", "update"], "networking.k8s.io", "ingresses") else {
        return;
    };
    for (id, class) in g.facts.numbered() {
        if class.has_image("ingress-nginx/controller") || class.has_image("nginx-ingress-controller") {
            emit.to(End::Class(id), allowed.proof.clone());
        }
    }
}

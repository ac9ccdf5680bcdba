use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "argo-cd-application",
    title: "Grant lets have Argo CD apply manifests",
    family: Family::ControlPlane,
    story: "has Argo CD apply manifests of its choice as",
    fix: "Take the writing of Applications out of the role, and bound projects to their namespaces.",
    cost: 3,
    techniques: &["T1610", "T1098"],
    aliases: &[],
    page: include_str!("argo_cd_application.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let kinds = ["applications", "applicationsets"];
    let written = kinds.iter().find_map(|kind| g.may(&["create", "patch", "update"], "argoproj.io", kind));
    if let Some(allowed) = written {
        emit.deputies(&["argocd-application-controller"], &allowed.proof);
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "flux-apply",
    title: "Grant lets have Flux apply manifests",
    family: Family::ControlPlane,
    story: "has Flux apply manifests of its choice as",
    fix: "Take the writing of Kustomizations and HelmReleases out of the role, and make Flux impersonate accounts.",
    cost: 3,
    techniques: &["T1610", "T1098"],
    aliases: &[],
    page: include_str!("flux_apply.md"),
    find: &[Find::Grant(find)],
};

/// API group, kind, and the account of the controller that applies it.
const APPLIED: &[(&str, &str, &str)] = &[
    ("kustomize.toolkit.fluxcd.io", "kustomizations", "kustomize-controller"),
    ("helm.toolkit.fluxcd.io", "helmreleases", "helm-controller"),
];

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    for (group, kind, account) in APPLIED {
        if let Some(allowed) = g.may(&["create", "patch", "update"], group, kind) {
            emit.deputies(&[account], &allowed.proof);
        }
    }
}

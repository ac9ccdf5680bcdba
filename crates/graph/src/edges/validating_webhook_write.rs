use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "validating-webhook-write",
    title: "Grant lets read every object on its way in",
    family: Family::ControlPlane,
    story: "has the API server send it, when they are written,",
    fix: "Take the writing of ValidatingWebhookConfigurations out of the role, or name the configuration.",
    cost: 4,
    techniques: &["T1552.007", "T1562.001"],
    aliases: &[],
    page: include_str!("validating_webhook_write.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let written = g.may_cluster(
        &["create", "patch", "update"],
        "admissionregistration.k8s.io",
        "validatingwebhookconfigurations",
    );
    if let Some(allowed) = written {
        let to = emit.secrets("");
        emit.to(to, allowed.proof);
    }
}

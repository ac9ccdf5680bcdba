use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "mutating-webhook-write",
    title: "Grant lets change every object on its way in",
    family: Family::ControlPlane,
    story: "has the API server send it every new pod to change, and so enters",
    fix: "Take the writing of MutatingWebhookConfigurations out of the role, or name the configuration.",
    cost: 2,
    techniques: &["T1543", "T1525"],
    aliases: &["rbac-police:control_webhooks"],
    page: include_str!("mutating_webhook_write.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let written = g.may_cluster(
        &["create", "patch", "update"],
        "admissionregistration.k8s.io",
        "mutatingwebhookconfigurations",
    );
    if let Some(allowed) = written {
        let to = emit.pods("");
        emit.to(to, allowed.proof);
    }
}

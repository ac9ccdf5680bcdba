use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "bootstrap-token",
    title: "Secret holds a token that lets nodes join",
    family: Family::Identity,
    story: "joins the cluster as a node with",
    fix: "Delete the token; make short-lived ones when a node joins.",
    cost: 3,
    techniques: &["T1552.007", "T1136"],
    aliases: &[],
    page: include_str!("bootstrap_token.md"),
    find: &[Find::Estate(find)],
};

const KIND: &str = "bootstrap.kubernetes.io/token";

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    for secret in facts.estate.secrets() {
        if secret.view.kind.as_deref() == Some(KIND) && secret.object.namespace() == "kube-system" {
            let from = emit.secret("kube-system", secret.object.name());
            let to = emit.vertex(VertexKind::Group, "", "system:bootstrappers");
            emit.edge(
                from,
                to,
                Proof::field(secret.object.id(), "/type", "a token for joining nodes").value(KIND),
            );
        }
    }
}

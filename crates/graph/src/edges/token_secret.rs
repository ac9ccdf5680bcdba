use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "token-secret",
    title: "Secret holds a long-lived token",
    family: Family::Identity,
    story: "is the token of",
    fix: "Delete the Secret; project a token that expires.",
    cost: 1,
    techniques: &["T1528"],
    aliases: &[],
    page: include_str!("token_secret.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    for secret in facts.estate.secrets() {
        if secret.view.kind.as_deref() != Some("kubernetes.io/service-account-token") {
            continue;
        }
        let Some(name) = secret.view.metadata.annotations.value("kubernetes.io/service-account.name") else {
            continue;
        };
        let namespace = secret.object.namespace();
        let (from, to) = (emit.secret(namespace, secret.object.name()), emit.account(namespace, name));
        let proof =
            Proof::field(secret.object.id(), "/type", "a token that never expires lies in the Secret");
        emit.edge(from, to, proof.value("kubernetes.io/service-account-token"));
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "identity-assume",
    title: "Service account's token is in the container",
    family: Family::Identity,
    story: "uses the mounted token of",
    fix: "Set automountServiceAccountToken: false where the API server is not called.",
    cost: 1,
    techniques: &["T1528", "T1552.007"],
    aliases: &["kubehound:IDENTITY_ASSUME", "kubehound:TOKEN_STEAL", "icekube:USES_ACCOUNT"],
    page: include_str!("identity_assume.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(proof) = c.token() {
        let account = emit.account(c.pod.namespace(), c.pod.class.account);
        emit.to(account, proof);
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "token-steal",
    title: "Volume holds a token of the API server",
    family: Family::Identity,
    story: "takes the token of",
    fix: "Project tokens for another audience than the API server, or none.",
    cost: 1,
    techniques: &["T1528"],
    aliases: &["kubehound:TOKEN_STEAL"],
    page: include_str!("token_steal.md"),
    find: &[Find::Pod(find)],
};

fn find(pod: &PodCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let account = emit.account(pod.namespace(), pod.class.account);
    for (at, _) in pod.token_volumes() {
        let proof = pod
            .proof(&format!("/volumes/{at}/projected"), "a token that the API server accepts is projected");
        let fix = pod.remove("Do not project the token", &[&format!("/volumes/{at}/projected")], 3);
        emit.edge(End::Volume(at), account, proof.fix(fix));
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "aws-auth-write",
    title: "Grant lets map AWS roles to Kubernetes groups",
    family: Family::Identity,
    story: "maps an AWS role of its own to",
    fix: "Take the writing of ConfigMaps in kube-system out of the role; use EKS access entries.",
    cost: 1,
    techniques: &["T1098"],
    aliases: &["icekube:UPDATE_AWS_AUTH", "rbac-police:eks_modify_aws_auth"],
    page: include_str!("aws_auth_write.md"),
    find: &[Find::Grant(find)],
};

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let Some(allowed) = g.may_write_config("kube-system", "aws-auth") else { return };
    if g.facts.snapshot.find("ConfigMap", "kube-system", "aws-auth").is_some() {
        let to = emit.cluster_admin();
        emit.to(to, allowed.proof);
    }
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "aws-role-of-account",
    title: "Service account may act as an AWS role",
    family: Family::Identity,
    story: "exchanges its token for",
    fix: "Give the AWS identity only the rights the workload uses, and trust this one account for it.",
    cost: 1,
    techniques: &["T1528", "T1550.001"],
    aliases: &[],
    page: include_str!("aws_role_of_account.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    emit.cloud_identities(facts, "eks.amazonaws.com/role-arn");
}

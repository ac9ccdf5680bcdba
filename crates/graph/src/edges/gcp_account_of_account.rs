use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "gcp-account-of-account",
    title: "Service account may act as a Google Cloud account",
    family: Family::Identity,
    story: "exchanges its token for",
    fix: "Give the Google Cloud identity only the rights the workload uses, and trust this one account for it.",
    cost: 1,
    techniques: &["T1528", "T1550.001"],
    aliases: &[],
    page: include_str!("gcp_account_of_account.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    emit.cloud_identities(facts, "iam.gke.io/gcp-service-account");
}

use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "azure-identity-of-account",
    title: "Service account may act as an Azure identity",
    family: Family::Identity,
    story: "exchanges its token for",
    fix: "Give the Azure identity only the rights the workload uses, and trust this one account for it.",
    cost: 1,
    techniques: &["T1528", "T1550.001"],
    aliases: &["icekube:AZURE_POD_IDENTITY_EXCEPTION"],
    page: include_str!("azure_identity_of_account.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    emit.cloud_identities(facts, "azure.workload.identity/client-id");
}

use crate::prelude::*;
use crate::resources;

pub(super) static CHECK: Check = Check {
    id: "ephemeral-storage-unbounded",
    title: "Container may fill the disk of the node",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set resources.limits.ephemeral-storage.",
    techniques: &["T1499"],
    aliases: &["kube-score:container-ephemeral-storage-request-and-limit"],
    page: include_str!("ephemeral_storage_unbounded.md"),
    needs: &["LimitRange"],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    resources::limit(c, "ephemeral-storage")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-members-open",
    title: "etcd lists its members to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1046"],
    aliases: &[],
    page: include_str!("etcd_members_open.md"),
    products: &["etcd"],
    asks: &[Ask::query("/v3/cluster/member/list", "{}")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "POST /v3/cluster/member/list",
        &["/members", "/header"],
        "lists its members without a login",
    )
}

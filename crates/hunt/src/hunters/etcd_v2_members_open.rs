use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-v2-members-open",
    title: "etcd lists its members over v2 to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1046"],
    aliases: &[],
    page: include_str!("etcd_v2_members_open.md"),
    products: &["etcd"],
    asks: &[Ask::get("/v2/members")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/v2/members", &["/members"], "lists its members over v2 without a login")
}

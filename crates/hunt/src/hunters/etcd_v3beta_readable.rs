use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-v3beta-readable",
    title: "etcd hands out keys over its v3beta API",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1552.007"],
    aliases: &["kube-hunter:KHV032"],
    page: include_str!("etcd_v3beta_readable.md"),
    products: &["etcd"],
    asks: &[Ask::query(
        "/v3beta/kv/range",
        "{\"key\":\"AA==\",\"range_end\":\"AA==\",\"keys_only\":true,\"limit\":1}",
    )],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "POST /v3beta/kv/range",
        &["/header/cluster_id", "/header/revision"],
        "answers range requests over the v3beta API without a login",
    )
}

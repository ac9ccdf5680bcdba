use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-v3-readable",
    title: "etcd hands out keys over its v3 API",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1552.007"],
    aliases: &["kube-hunter:KHV032"],
    page: include_str!("etcd_v3_readable.md"),
    products: &["etcd"],
    asks: &[Ask::query(
        "/v3/kv/range",
        "{\"key\":\"AA==\",\"range_end\":\"AA==\",\"keys_only\":true,\"limit\":1}",
    )],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "POST /v3/kv/range",
        &["/header/cluster_id", "/header/revision"],
        "answers range requests over the v3 API without a login",
    )
}

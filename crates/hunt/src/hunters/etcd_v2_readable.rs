use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-v2-readable",
    title: "etcd hands out keys over its v2 API",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1552.007"],
    aliases: &["kube-hunter:KHV032"],
    page: include_str!("etcd_v2_readable.md"),
    products: &["etcd"],
    asks: &[Ask::get("/v2/keys/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/v2/keys/",
        &["/action=get", "/node"],
        "hands out its keys over the v2 API without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-auth-off",
    title: "etcd has no users",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1552.007"],
    aliases: &[],
    page: include_str!("etcd_auth_off.md"),
    products: &["etcd"],
    asks: &[Ask::query("/v3/auth/status", "{}")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "POST /v3/auth/status",
        &["/header/cluster_id", "/authRevision"],
        "says that authentication is off, to anyone",
    )
}

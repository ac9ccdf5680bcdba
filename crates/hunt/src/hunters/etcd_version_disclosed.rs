use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-version-disclosed",
    title: "etcd tells its version to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1046"],
    aliases: &["kube-hunter:KHV033"],
    page: include_str!("etcd_version_disclosed.md"),
    products: &["etcd"],
    asks: &[Ask::get("/version")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/version", &["/etcdserver", "/etcdcluster"], "tells its version without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-plain-http",
    title: "etcd speaks to clients in the clear",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1040", "T1557"],
    aliases: &["kube-hunter:KHV034"],
    page: include_str!("etcd_plain_http.md"),
    products: &["etcd"],
    asks: &[Ask::get("/version")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let hit = (!service.is_tls() && service.json("/version").is_some_and(|v| v.get("etcdserver").is_some()))
        .then(|| Hit::at("/version", "speaks to clients in the clear"));
    Verdict::of(hit)
}

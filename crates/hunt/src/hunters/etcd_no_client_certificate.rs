use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-no-client-certificate",
    title: "etcd asks no certificate of its clients",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1133"],
    aliases: &[],
    page: include_str!("etcd_no_client_certificate.md"),
    products: &["etcd"],
    asks: &[Ask::get("/version")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let Some(tls) = &service.tls else { return Verdict::NotApplicable };
    let open = !tls.asks_client_certificate
        && service.json("/version").is_some_and(|v| v.get("etcdserver").is_some());
    Verdict::of(open.then(|| Hit::at("/version", "asks no client certificate")))
}

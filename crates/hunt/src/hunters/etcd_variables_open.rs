use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-variables-open",
    title: "etcd shows its internal variables to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, --trusted-ca-file and an https listener, and let only API servers reach 2379.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("etcd_variables_open.md"),
    products: &["etcd"],
    asks: &[Ask::get("/debug/vars")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/debug/vars",
        &["/cmdline", "/memstats"],
        "shows its command line and variables without a login",
    )
}

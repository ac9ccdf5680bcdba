use crate::hunter::Action;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-v3-writable",
    title: "etcd takes keys from anyone over its v3 API",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth, and let only API servers reach it.",
    techniques: &["T1098"],
    aliases: &["kube-hunter:KHV031"],
    page: include_str!("etcd_v3_writable.md"),
    products: &["etcd"],
    asks: &[],
    judge: Judge::Active(&ACTION),
};

static ACTION: Action =
    Action { says: "writes one key of its own, holdfast-<run>, and deletes it.", next, judge };

fn next(service: &Service, run: &str, step: usize) -> Option<Ask> {
    let _ = service;
    let key = crate::base64::encode(format!("holdfast-{run}").as_bytes());
    match step {
        0 => Some(Ask::write("POST", "/v3/kv/put", format!(r#"{{"key":"{key}","value":"aG9sZGZhc3Q="}}"#))),
        1 => Some(Ask::write("POST", "/v3/kv/deleterange", format!(r#"{{"key":"{key}"}}"#))),
        _ => None,
    }
}

fn judge(service: &Service, run: &str) -> Verdict {
    let _ = run;
    keys(
        service,
        "POST /v3/kv/put",
        &["/header/revision"],
        "took a key over the v3 API without a login; it was deleted again",
    )
}

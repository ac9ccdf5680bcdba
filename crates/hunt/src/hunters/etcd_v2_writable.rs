use crate::hunter::Action;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-v2-writable",
    title: "etcd takes keys from anyone over its v2 API",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Start etcd with --client-cert-auth and without --enable-v2.",
    techniques: &["T1098"],
    aliases: &["kube-hunter:KHV031"],
    page: include_str!("etcd_v2_writable.md"),
    products: &["etcd"],
    asks: &[Ask::get("/v2/keys/")],
    judge: Judge::Active(&ACTION),
};

static ACTION: Action =
    Action { says: "writes one key of its own, /holdfast-<run>, and deletes it.", next, judge };

fn next(service: &Service, run: &str, step: usize) -> Option<Ask> {
    if service.json("/v2/keys/").is_none_or(|v| v.get("node").is_none()) {
        return None;
    }
    match step {
        0 => Some(Ask::write("PUT", format!("/v2/keys/holdfast-{run}?value=holdfast&prevExist=false"), "")),
        1 => Some(Ask::write("DELETE", format!("/v2/keys/holdfast-{run}"), "")),
        _ => None,
    }
}

fn judge(service: &Service, run: &str) -> Verdict {
    let line = format!("PUT /v2/keys/holdfast-{run}?value=holdfast&prevExist=false");
    let took = service.answer(&line).is_some_and(|a| a.status == 201 && a.body.contains("\"action\""));
    Verdict::of(
        took.then(|| Hit::at(&line, "took a key over the v2 API without a login; it was deleted again")),
    )
}

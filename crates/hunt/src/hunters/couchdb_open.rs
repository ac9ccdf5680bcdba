use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "couchdb-open",
    title: "CouchDB lists data bases to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set an administrator and require_valid_user.",
    techniques: &["T1005"],
    aliases: &[],
    page: include_str!("couchdb_open.md"),
    products: &["couchdb"],
    asks: &[Ask::get("/_all_dbs")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    list(service, "/_all_dbs", Items::Any, "lists data bases without a login")
}

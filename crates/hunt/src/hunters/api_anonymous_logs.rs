use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-logs",
    title: "API server hands out the logs of its node",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set --enable-logs-handler=false, and deny anonymous requests.",
    techniques: &["T1005"],
    aliases: &[],
    page: include_str!("api_anonymous_logs.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/logs/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/logs/", &["<pre>", "href="], "lists the log directory of its node without a login")
}

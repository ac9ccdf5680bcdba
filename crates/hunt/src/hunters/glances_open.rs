use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "glances-open",
    title: "Glances is open to the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Start it with --password, on 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("glances_open.md"),
    products: &["glances"],
    asks: &[Ask::get("/api/3/processlist")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/api/3/processlist",
        &["\"cmdline\"", "\"pid\""],
        "lists processes of its host without a login",
    )
}

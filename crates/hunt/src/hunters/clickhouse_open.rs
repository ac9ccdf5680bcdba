use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "clickhouse-open",
    title: "ClickHouse answers queries without login",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Give the default user a password.",
    techniques: &["T1005"],
    aliases: &[],
    page: include_str!("clickhouse_open.md"),
    products: &["clickhouse"],
    asks: &[Ask::get("/?query=SELECT%20%27holdfast-asks%27")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/?query=SELECT%20%27holdfast-asks%27",
        &["holdfast-asks"],
        "answers queries without a password",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "influxdb-open",
    title: "InfluxDB answers queries without login",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Turn auth-enabled on.",
    techniques: &["T1005"],
    aliases: &[],
    page: include_str!("influxdb_open.md"),
    products: &["influxdb"],
    asks: &[Ask::get("/query?q=SHOW%20DATABASES")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/query?q=SHOW%20DATABASES", &["/results/0/series"], "answers queries without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "spark-master-open",
    title: "Spark master is open to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set spark.authenticate and an ACL.",
    techniques: &["T1059.013"],
    aliases: &[],
    page: include_str!("spark_master_open.md"),
    products: &["spark"],
    asks: &[Ask::get("/json/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/json/", &["/workers", "/aliveworkers"], "shows workers and applications without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "cadvisor-open",
    title: "cAdvisor is open to the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Let only the monitoring namespace reach it, or put a login in front.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("cadvisor_open.md"),
    products: &["cadvisor"],
    asks: &[Ask::get("/api/v2.1/machine")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v2.1/machine",
        &["/num_cores", "/machine_id"],
        "describes its machine and containers without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "go-variables-exposed",
    title: "A Go service shows its variables to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Serve expvar on 127.0.0.1 only.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("go_variables_exposed.md"),
    products: &[],
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

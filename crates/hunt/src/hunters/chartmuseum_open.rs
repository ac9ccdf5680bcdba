use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "chartmuseum-open",
    title: "ChartMuseum lists charts to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set BASIC_AUTH_USER and BASIC_AUTH_PASS, or disable the API.",
    techniques: &["T1195"],
    aliases: &[],
    page: include_str!("chartmuseum_open.md"),
    products: &["chartmuseum"],
    asks: &[Ask::get("/api/charts")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/api/charts",
        &["\"version\"", "\"apiVersion\""],
        "lists and takes charts without a login",
    )
}

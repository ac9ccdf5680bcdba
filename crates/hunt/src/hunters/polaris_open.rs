use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "polaris-open",
    title: "Polaris shows the weaknesses of the cluster",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("polaris_open.md"),
    products: &["polaris"],
    asks: &[Ask::get("/results.json")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/results.json",
        &["/PolarisOutputVersion", "/Results"],
        "shows its audit of the cluster without a login",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "rancher-exposed",
    title: "Rancher is reachable",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("rancher_exposed.md"),
    products: &["rancher"],
    asks: &[Ask::get("/rancherversion")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/rancherversion", &["/Version", "/GitCommit"], "tells its version to anyone")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "portainer-exposed",
    title: "Portainer is reachable",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("portainer_exposed.md"),
    products: &["portainer"],
    asks: &[Ask::get("/api/system/status")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/system/status", &["/Version", "/InstanceID"], "tells its version to anyone")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "argo-cd-version-disclosed",
    title: "Argo CD tells its version to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("argo_cd_version_disclosed.md"),
    products: &["argo-cd"],
    asks: &[Ask::get("/api/version")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/version", &["/Version"], "tells its version without a login")
}

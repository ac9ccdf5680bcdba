use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "linkerd-viz-open",
    title: "Linkerd dashboard is open to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("linkerd_viz_open.md"),
    products: &["linkerd-viz"],
    asks: &[Ask::get("/api/services")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/services", &["/services"], "names the services of the mesh without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "istio-debug-open",
    title: "Istio control plane shows its debug pages",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set ENABLE_DEBUG_ON_HTTP=false.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("istio_debug_open.md"),
    products: &["istio"],
    asks: &[Ask::get("/debug/syncz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    list(service, "/debug/syncz", Items::Any, "names every proxy of the mesh without a login")
}

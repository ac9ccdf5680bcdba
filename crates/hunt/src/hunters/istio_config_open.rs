use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "istio-config-open",
    title: "Istio control plane shows the whole configuration",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set ENABLE_DEBUG_ON_HTTP=false.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("istio_config_open.md"),
    products: &["istio"],
    asks: &[Ask::get("/debug/configz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/configz", &["kind"], "shows the configuration of the mesh without a login")
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "tekton-dashboard-open",
    title: "Tekton Dashboard is open to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Install it read-only, behind a login.",
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("tekton_dashboard_open.md"),
    products: &["tekton-dashboard"],
    asks: &[Ask::get("/v1/properties")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/v1/properties",
        &["/dashboardVersion", "/isReadOnly=false"],
        "lets anyone change pipelines",
    )
}

use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "argo-workflows-open",
    title: "Argo Workflows lets anyone run workflows",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Start the server with --auth-mode=client or sso.",
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("argo_workflows_open.md"),
    products: &["argo-workflows"],
    asks: &[Ask::get("/api/v1/workflows/?listOptions.limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/workflows/?listOptions.limit=1",
        &["/metadata", "/items"],
        "lists workflows without a login: its server mode is open",
    )
}

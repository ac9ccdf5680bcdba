use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "argo-cd-anonymous",
    title: "Argo CD lists applications to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set users.anonymous.enabled to false in argocd-cm.",
    techniques: &["T1133"],
    aliases: &[],
    page: include_str!("argo_cd_anonymous.md"),
    products: &["argo-cd"],
    asks: &[Ask::get("/api/v1/applications?fields=items.metadata.name")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/api/v1/applications?fields=items.metadata.name",
        &["/items"],
        "lists applications without a login",
    )
}

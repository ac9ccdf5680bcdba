use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-crds",
    title: "API server lists custom resource definitions to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_crds.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/apis/apiextensions.k8s.io/v1/customresourcedefinitions?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?limit=1",
        &["/kind=CustomResourceDefinitionList"],
        "lists custom resource definitions without a login",
    )
}

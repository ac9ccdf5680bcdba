use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-admission",
    title: "API server lists admission to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_admission.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations?limit=1",
        &["/kind=ValidatingWebhookConfigurationList", "/items"],
        "lists admission without a login",
    )
}

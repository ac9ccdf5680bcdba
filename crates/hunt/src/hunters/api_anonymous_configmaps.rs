use crate::prelude::*;
use crate::rules::{LINE, allows};

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-configmaps",
    title: "Anyone may read ConfigMaps",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1078.001"],
    aliases: &[],
    page: include_str!("api_anonymous_configmaps.md"),
    products: &["kubernetes"],
    asks: &[Ask::query(
        "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
        "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectRulesReview\",\"spec\":{\"namespace\":\"kube-system\"}}",
    )],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    Verdict::of(
        allows(service, &["get", "list", "watch"], "configmaps")
            .then(|| Hit::at(LINE, "lets anonymous requests read the ConfigMaps of kube-system")),
    )
}

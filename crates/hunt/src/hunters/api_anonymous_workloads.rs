use crate::prelude::*;
use crate::rules::{LINE, allows};

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-workloads",
    title: "Anyone may start pods",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1078.001"],
    aliases: &["kube-hunter:KHV005"],
    page: include_str!("api_anonymous_workloads.md"),
    products: &["kubernetes"],
    asks: &[Ask::query(
        "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
        "{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectRulesReview\",\"spec\":{\"namespace\":\"kube-system\"}}",
    )],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    Verdict::of(
        ["pods", "deployments", "daemonsets", "jobs", "cronjobs", "statefulsets", "replicasets"]
            .iter()
            .any(|r| allows(service, &["create"], r))
            .then(|| Hit::at(LINE, "lets anonymous requests start workloads in kube-system")),
    )
}

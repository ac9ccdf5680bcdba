use crate::exposure::service;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "service-dangling",
    title: "Service selects no workload",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Correct the selector, or delete the Service.",
    techniques: &["T1557"],
    aliases: &["kubescape:C-0293", "kube-linter:dangling-service", "kube-score:service-targets-pod"],
    page: include_str!("service_dangling.md"),
    needs: &[
        "CronJob",
        "DaemonSet",
        "Deployment",
        "Job",
        "Pod",
        "ReplicaSet",
        "ReplicationController",
        "StatefulSet",
    ],
    judge: Judge::Object(&["Service"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(service) = service(o.object) else { return Verdict::NotApplicable };
    // Without a selector somebody keeps the endpoints by hand; an external name has none.
    let selector = &service.spec.selector;
    if selector.is_empty() || service.spec.kind.as_deref() == Some("ExternalName") {
        return Verdict::NotApplicable;
    }
    if o.cx.pods().behind(o.object.namespace(), selector).next().is_some() {
        return Verdict::Pass;
    }
    let text = selector.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(",");
    Hit::at("/spec/selector", format!("no workload in {} has the labels {text}", o.object.namespace()))
        .value(text)
        .if_nothing_else(o.cx)
        .into()
}

use crate::authored::is_authored;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "labels-missing",
    title: "Object has no label that says what it belongs to",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set app.kubernetes.io/name, app.kubernetes.io/instance and owner.",
    techniques: &[],
    aliases: &["kubescape:C-0076", "kubescape:C-0077", "kube-linter:required-label-owner"],
    page: include_str!("labels_missing.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

/// Any of these says what an object belongs to.
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/> and widespread habit.
static IDENTIFYING: &[&str] = &[
    "app.kubernetes.io/name",
    "app.kubernetes.io/instance",
    "app.kubernetes.io/part-of",
    "app.kubernetes.io/component",
    "app",
    "owner",
    "team",
    "k8s-app",
    "name",
    "component",
    "tier",
    "env",
    "helm.sh/chart",
];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if !is_authored(o.object) {
        return Verdict::NotApplicable;
    }
    if IDENTIFYING.iter().any(|key| o.object.label(key).is_some_and(|value| !value.is_empty())) {
        return Verdict::Pass;
    }
    Hit::at("/metadata/labels", "has no label that names its application or its owner").into()
}

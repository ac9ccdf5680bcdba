use holdfast_inventory::view::LabelSelector;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "selector-mismatch",
    title: "Selector does not match the pod template",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Give the template the labels that the selector asks for.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0296",
        "kube-linter:mismatching-selector",
        "kube-score:deployment-pod-selector-labels-match-template-metadata-labels",
    ],
    page: include_str!("selector_mismatch.md"),
    needs: &[],
    judge: Judge::Object(
        &[
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            "ReplicationController",
            "DeploymentConfig",
        ],
        judge,
    ),
};

const SELECTOR: &str = "/spec/selector";

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let object = o.object;
    let plain = matches!(object.kind(), "ReplicationController" | "DeploymentConfig");
    let selector = if plain {
        object
            .view_at(SELECTOR)
            .map(|match_labels| LabelSelector { match_labels, ..LabelSelector::default() })
    } else {
        object.view_at::<LabelSelector<'_>>(SELECTOR)
    };
    let Some(selector) = selector.filter(|selector| !selector.is_empty()) else {
        return Verdict::NotApplicable;
    };
    let labels = object.pod_facts().first();
    if selector.matches(|key| labels.and_then(|pod| pod.label(object.snapshot(), key))) {
        return Verdict::Pass;
    }
    let wrong = selector.match_labels.iter().find(|(key, value)| {
        labels.and_then(|pod| pod.label(object.snapshot(), key)) != Some(value.as_str())
    });
    let message = match wrong {
        Some((key, value)) => {
            format!("its selector asks for {key}={value}, which the pod template does not have")
        }
        None => "its selector does not match the labels of the pod template".to_owned(),
    };
    Hit::at(SELECTOR, message).into()
}

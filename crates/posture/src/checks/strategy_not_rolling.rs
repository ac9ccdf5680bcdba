use holdfast_inventory::view::Controller;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "strategy-not-rolling",
    title: "Rollouts stop the service",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Use the RollingUpdate strategy.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0305",
        "kube-linter:no-rolling-update-strategy",
        "kube-score:deployment-strategy",
    ],
    page: include_str!("strategy_not_rolling.md"),
    needs: &[],
    judge: Judge::Object(&["Deployment", "DeploymentConfig"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(controller) = o.object.view::<Controller<'_>>() else { return Verdict::NotApplicable };
    let rolling = if o.object.kind() == "DeploymentConfig" { "Rolling" } else { "RollingUpdate" };
    let strategy = controller.spec.strategy.and_then(|strategy| strategy.kind);
    match strategy.as_deref().filter(|kind| !kind.is_empty()) {
        Some(kind) if kind != rolling => {
            let message = format!("its strategy is {kind}: every rollout is an outage");
            Hit::at("/spec/strategy/type", message).value(kind).set("/spec/strategy/type", rolling).into()
        }
        _ => Verdict::Pass,
    }
}

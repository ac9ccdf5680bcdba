use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "restart-policy-unset",
    title: "Restart policy does not suit the workload",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set restartPolicy to Always for services, and to OnFailure or Never for jobs.",
    techniques: &[],
    aliases: &["kube-linter:restart-policy", "kube-score:cronjob-restartpolicy"],
    page: include_str!("restart_policy_unset.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

const FIELD: &str = "/restartPolicy";

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let kind = pod.object.kind();
    // Absent means Always.
    let written = pod.spec().restart_policy.as_deref().filter(|policy| !policy.is_empty());
    let policy = written.unwrap_or("Always");
    let (fits, better, message) = match kind {
        "Deployment"
        | "ReplicaSet"
        | "StatefulSet"
        | "DaemonSet"
        | "ReplicationController"
        | "DeploymentConfig"
        | "Rollout"
        | "CloneSet" => (
            policy == "Always",
            "Always",
            format!("restartPolicy {policy} is refused for a {kind}: only Always is accepted"),
        ),
        "Job" | "CronJob" => {
            let said = if written.is_some() { "is refused" } else { "is the default and is refused" };
            let message =
                format!("restartPolicy {policy} {said} for a {kind}: OnFailure or Never has to be set");
            (matches!(policy, "OnFailure" | "Never"), "OnFailure", message)
        }
        "Pod" if pod.object.owner_name().is_none() => (
            policy != "Never",
            "OnFailure",
            "is not started again when it fails: restartPolicy is Never".to_owned(),
        ),
        _ => return Verdict::NotApplicable,
    };
    if fits {
        return Verdict::Pass;
    }
    let hit = Hit::at(FIELD, message).set(FIELD, better);
    match written {
        Some(policy) => hit.value(policy).into(),
        None => hit.into(),
    }
}

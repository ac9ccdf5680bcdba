use crate::prelude::*;
use crate::rbac::{mounts_token, unknown};

pub(super) static CHECK: Check = Check {
    id: "sa-container-access",
    title: "Mounted token of a service account carries rights",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set automountServiceAccountToken to false where the token is not used, and reduce the role where it is.",
    techniques: &["T1552.007"],
    aliases: &["kubescape:C-0053"],
    page: include_str!("sa_container_access.md"),
    needs: &[
        "CronJob",
        "DaemonSet",
        "Deployment",
        "Job",
        "Pod",
        "ReplicaSet",
        "ReplicationController",
        "StatefulSet",
        "ClusterRole",
        "ClusterRoleBinding",
        "Role",
        "RoleBinding",
    ],
    judge: Judge::Object(&["ServiceAccount"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let (cx, object) = (o.cx, o.object);
    let Some(account) = cx.accounts().get(object.namespace(), object.name()) else {
        return Verdict::NotApplicable;
    };
    if account.pods(cx.snapshot()).next().is_none() {
        return Verdict::NotApplicable;
    }
    let Some(reason) = &account.power.rights else {
        return unknown(cx, &account.power).unwrap_or(Verdict::Pass);
    };
    let Some(pod) = account.pods(cx.snapshot()).find(|facts| mounts_token(cx.snapshot(), facts)) else {
        return Verdict::Pass;
    };
    let message = format!("its token is mounted in pods and allows {}", reason.says);
    let hit = Hit::at("/automountServiceAccountToken", message);
    let hit = hit.fact(format!("mounted by {}", pod.object(cx.snapshot()).workload().reference()));
    reason.facts.iter().fold(hit, |hit, fact| hit.fact(fact.clone())).into()
}

use crate::identity::judge_low;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "low-uid",
    title: "Container's user id may be one of the node's",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set runAsUser to a number above 10000.",
    techniques: &[],
    aliases: &[
        "trivy:KSV-0020",
        "checkov:CKV_K8S_40",
        "kubesec:RunAsUser",
        "kube-score:container-security-context-user-group-id",
    ],
    page: include_str!("low_uid.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    judge_low(c, "runAsUser", c.run_as_user(), c.security(|s| s.run_as_user).is_some())
}

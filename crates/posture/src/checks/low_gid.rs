use crate::identity::judge_low;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "low-gid",
    title: "Container's group id may be one of the node's",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set runAsGroup to a number above 10000.",
    techniques: &[],
    aliases: &["trivy:KSV-0021", "kubesec:RunAsGroup", "kube-score:container-security-context-user-group-id"],
    page: include_str!("low_gid.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    judge_low(c, "runAsGroup", c.run_as_group(), c.security(|s| s.run_as_group).is_some())
}

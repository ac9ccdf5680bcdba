use crate::identity::inherited;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "explicit-uid-zero",
    title: "Container is told to run as root",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set runAsUser to the number of an unprivileged user of the image.",
    techniques: &[],
    aliases: &["trivy:KSV-0105", "kube-linter:run-as-non-root", "psa:runAsUser"],
    page: include_str!("explicit_uid_zero.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    if c.run_as_user() != Some(0) {
        return Verdict::Pass;
    }
    let hit = Hit::at("/securityContext/runAsUser", "is told to run as user 0, root");
    inherited(hit, "runAsUser", 0, c.security(|s| s.run_as_user).is_some()).into()
}

use crate::hardening::seccomp;
use crate::identity::inherited;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "seccomp-unconfined",
    title: "Seccomp is switched off for the container",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set seccompProfile.type to RuntimeDefault, or to Localhost with a profile of your own.",
    techniques: &[],
    aliases: &["trivy:KSV-0104", "kubesec:SeccompUnconfined", "psa:seccompProfile_baseline"],
    page: include_str!("seccomp_unconfined.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let Some(set) = seccomp(c).filter(|set| set.value == "Unconfined") else { return Verdict::Pass };
    let hit = Hit::at(
        "/securityContext/seccompProfile/type",
        "its system calls are not filtered: seccomp is Unconfined",
    )
    .set("/securityContext/seccompProfile", serde_json::json!({"type": "RuntimeDefault"}));
    inherited(hit, "seccompProfile.type", set.value, set.own).into()
}

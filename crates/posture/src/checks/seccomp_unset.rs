use crate::hardening::seccomp;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "seccomp-unset",
    title: "No seccomp profile limits the container's system calls",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set securityContext.seccompProfile.type to RuntimeDefault for the pod.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0210",
        "kubescape:C-0055",
        "trivy:KSV-0030",
        "polaris:linuxHardening",
        "checkov:CKV_K8S_31",
        "kubesec:SeccompAny",
        "kube-score:container-seccomp-profile",
        "prowler:core_seccomp_profile_docker_default",
        "psa:seccompProfile_restricted",
    ],
    page: include_str!("seccomp_unset.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const FIELD: &str = "/securityContext/seccompProfile";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let message = match seccomp(c).map(|set| set.value) {
        Some("RuntimeDefault" | "Localhost") if c.is_privileged() => {
            "runs privileged, so its seccomp profile is not applied"
        }
        Some("RuntimeDefault" | "Localhost") => return Verdict::Pass,
        // Switched off on purpose: seccomp-unconfined.
        Some("Unconfined") => return Verdict::NotApplicable,
        Some(_) => "its seccomp profile has a type that does not exist",
        None => "no seccomp profile limits its system calls",
    };
    Hit::at(FIELD, message).set(FIELD, serde_json::json!({"type": "RuntimeDefault"})).into()
}

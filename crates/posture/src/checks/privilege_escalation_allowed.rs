use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "privilege-escalation-allowed",
    title: "Container may gain more privileges than it started with",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set securityContext.allowPrivilegeEscalation to false.",
    techniques: &["T1548"],
    aliases: &[
        "kubescape:C-0016",
        "kubescape:C-0197",
        "kubescape:C-0217",
        "trivy:KSV-0001",
        "kube-linter:privilege-escalation-container",
        "polaris:privilegeEscalationAllowed",
        "checkov:CKV_K8S_20",
        "kubesec:AllowPrivilegeEscalation",
        "prowler:core_minimize_allowPrivilegeEscalation_containers",
        "psa:allowPrivilegeEscalation",
    ],
    page: include_str!("privilege_escalation_allowed.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const FIELD: &str = "/securityContext/allowPrivilegeEscalation";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    match c.security(|s| s.allow_privilege_escalation) {
        Some(false) => Verdict::Pass,
        Some(true) => {
            Hit::at(FIELD, "allows its processes to gain privileges, through setuid programs for example")
                .value(true)
                .set(FIELD, false)
                .into()
        }
        None => {
            let hit =
                Hit::at(FIELD, "does not forbid its processes to gain privileges, which is the default")
                    .set(FIELD, false);
            if depends_on_privileges(c) { hit.into() } else { hit.safe().into() }
        }
    }
}

/// The API refuses `false` beside `privileged` and `SYS_ADMIN`; a process without root uses any other added capability
/// only by way of file capabilities, which `false` switches off.
fn depends_on_privileges(c: &ContainerCx<'_, '_>) -> bool {
    c.is_privileged() || c.added_capabilities().next().is_some()
}

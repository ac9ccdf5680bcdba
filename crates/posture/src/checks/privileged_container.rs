use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "privileged-container",
    title: "Container runs privileged",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove securityContext.privileged; grant the one capability or device the container needs instead.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0057",
        "kubescape:C-0193",
        "kubescape:C-0213",
        "trivy:KSV-0017",
        "kube-linter:privileged-container",
        "polaris:runAsPrivileged",
        "checkov:CKV_K8S_16",
        "kubesec:Privileged",
        "kube-score:container-security-context-privileged",
        "prowler:core_minimize_privileged_containers",
        "psa:privileged",
    ],
    page: include_str!("privileged_container.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if !c.is_privileged() {
        return Verdict::Pass;
    }
    Hit::at("/securityContext/privileged", "runs privileged: every host device and capability is open to it")
        .value(true)
        .remove("/securityContext/privileged")
        .into()
}

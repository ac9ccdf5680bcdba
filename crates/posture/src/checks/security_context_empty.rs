use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "security-context-empty",
    title: "Container has no security context",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Add a securityContext to the pod and to each container, beginning with runAsNonRoot, seccompProfile and dropped capabilities.",
    techniques: &[],
    aliases: &["kubescape:C-0211", "trivy:KSV-0118", "checkov:CKV_K8S_29", "checkov:CKV_K8S_30"],
    page: include_str!("security_context_empty.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let own = c.container.security_context.as_ref().is_some_and(|s| !s.is_empty());
    let pod = c.pod.spec().security_context.as_ref().is_some_and(|s| !s.is_empty());
    if own || pod {
        return Verdict::Pass;
    }
    Hit::at("/securityContext", "neither it nor its pod has a securityContext").into()
}

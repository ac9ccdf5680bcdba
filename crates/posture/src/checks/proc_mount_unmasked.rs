use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "proc-mount-unmasked",
    title: "Container sees the whole of /proc",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove securityContext.procMount.",
    techniques: &["T1611"],
    aliases: &[
        "trivy:KSV-0027",
        "kube-linter:unsafe-proc-mount",
        "polaris:procMount",
        "kubescape:C-0211",
        "psa:procMount_baseline",
    ],
    page: include_str!("proc_mount_unmasked.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const FIELD: &str = "/securityContext/procMount";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let context = c.container.security_context.as_ref();
    match context.and_then(|s| s.proc_mount.as_deref()).filter(|mount| *mount != "Default") {
        None => Verdict::Pass,
        Some(mount) => Hit::at(FIELD, format!("mounts /proc {mount}: the runtime's masks are gone"))
            .value(mount)
            .remove(FIELD)
            .into(),
    }
}

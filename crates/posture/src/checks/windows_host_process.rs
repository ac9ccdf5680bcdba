use crate::identity::inherited;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "windows-host-process",
    title: "Windows container runs as a process of its node",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove windowsOptions.hostProcess.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0202",
        "trivy:KSV-0103",
        "polaris:hostProcess",
        "prowler:core_minimize_admission_windows_hostprocess_containers",
        "psa:windowsHostProcess",
    ],
    page: include_str!("windows_host_process.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let own = c.security(|s| s.windows_options.as_ref().and_then(|w| w.host_process));
    let pod = c.pod.security(|s| s.windows_options.as_ref().and_then(|w| w.host_process));
    if own.or(pod) != Some(true) {
        return Verdict::Pass;
    }
    let hit = Hit::at(
        "/securityContext/windowsOptions/hostProcess",
        "runs as a process of its Windows node, not as a container",
    );
    inherited(hit, "windowsOptions.hostProcess", true, own.is_some()).into()
}

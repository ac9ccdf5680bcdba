use holdfast_inventory::view::SeLinuxOptions;

use crate::hardening::{AppArmor, apparmor, seccomp, selinux};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "no-lsm-hardening",
    title: "Nothing hardens the container against the kernel",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set seccompProfile to RuntimeDefault and drop all capabilities.",
    techniques: &[],
    aliases: &["kubescape:C-0055", "polaris:linuxHardening"],
    page: include_str!("no_lsm_hardening.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let hardened = c.dropped_capabilities().next().is_some()
        || seccomp(c).is_some_and(|set| set.value != "Unconfined")
        || apparmor(c).is_some_and(AppArmor::confines)
        || selinux(c).is_some_and(|set| *set.value != SeLinuxOptions::default());
    if hardened {
        return Verdict::Pass;
    }
    Hit::at(
        "/securityContext",
        "has no seccomp or AppArmor profile, no SELinux options and drops no capability",
    )
    .into()
}

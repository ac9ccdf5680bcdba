use crate::hardening::apparmor;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "apparmor-unset",
    title: "No AppArmor profile is named for the container",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set securityContext.appArmorProfile.type to RuntimeDefault on nodes with AppArmor.",
    techniques: &[],
    aliases: &["kubescape:C-0055", "trivy:KSV-0002", "polaris:linuxHardening", "kubesec:ApparmorAny"],
    page: include_str!("apparmor_unset.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const FIELD: &str = "/securityContext/appArmorProfile";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    match apparmor(c) {
        Some(profile) if profile.confines() => Verdict::Pass,
        // Switched off on purpose: apparmor-unconfined.
        Some(_) => Verdict::NotApplicable,
        None => Hit::at(FIELD, "names no AppArmor profile: the node's default decides")
            .set(FIELD, serde_json::json!({"type": "RuntimeDefault"}))
            .into(),
    }
}
